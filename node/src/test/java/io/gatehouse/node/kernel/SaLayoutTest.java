package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.PORT;
import static io.gatehouse.node.kernel.KernelFixtures.toClient;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Lifetime;
import io.gatehouse.node.xfrm.SaDirection;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.VolumeLifetime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SaLayoutTest {

  private static final ChildSa CHILD_SA = KernelFixtures.headend(0x100, 7);

  private static SaPair pair(ChildSa childSa, boolean directions) {
    return new SaLayout(4_096, directions, OptionalInt.empty())
        .of(
            childSa,
            toClient(CLIENT_OUTSIDE, PORT),
            List.of(CLIENT),
            1,
            childSa.expiresAt().minusSeconds(100));
  }

  @Test
  void whatOnlySendsHasNoWindowWhereTheKernelKnowsThat() {
    SaPair directed = pair(CHILD_SA, true);
    assertThat(directed.inbound().direction()).contains(SaDirection.IN);
    assertThat(directed.inbound().replay().window()).isEqualTo(4_096);
    assertThat(directed.outbound().direction()).contains(SaDirection.OUT);
    assertThat(directed.outbound().replay().window()).isZero();
    assertThat(directed.outbound().replay().bitmap()).isEmpty();

    SaPair undirected = pair(CHILD_SA, false);
    assertThat(undirected.inbound().direction()).isEmpty();
    assertThat(undirected.outbound().direction()).isEmpty();
    assertThat(undirected.outbound().replay().window()).isEqualTo(32);
  }

  @Test
  void eachDirectionHasTheLimitsOfTheChildSa() {
    VolumeLifetime volume = new VolumeLifetime(1_000, 2_000);
    SaPair pair = pair(CHILD_SA.limitedTo(Optional.of(volume)), true);

    for (EspState state : List.of(pair.inbound(), pair.outbound())) {
      assertThat(state.lifetime().softOctets()).isEqualTo(1_000);
      assertThat(state.lifetime().hardOctets()).isEqualTo(2_000);
      assertThat(state.lifetime().softSeconds()).isZero();
      assertThat(state.lifetime().hardSeconds()).isEqualTo(160);
    }
    assertThat(pair.inbound().lifetime().hardPackets()).isEqualTo(Lifetime.UNLIMITED);
    assertThat(pair.outbound().lifetime().hardPackets()).isPositive();
  }

  @Test
  void aClientThatMovesKeepsThem() {
    SaPair pair = pair(CHILD_SA, true);
    SaPair moved = SaLayout.moved(pair, toClient(KernelFixtures.CLIENT_ELSEWHERE, PORT));

    assertThat(moved.outbound().direction()).contains(SaDirection.OUT);
    assertThat(moved.inbound().lifetime()).isEqualTo(pair.inbound().lifetime());
    assertThat(moved.outbound().lifetime()).isEqualTo(pair.outbound().lifetime());
  }
}
