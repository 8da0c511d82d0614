package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.HEADEND_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.PORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.PolicyDirection;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.protocol.ike.exchange.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdoptionTest {

  private static final Path PATH = KernelFixtures.toClient(CLIENT_OUTSIDE, 40_500);
  private static final Tags TAGS = new Tags(Set.of(HEADEND_OUTSIDE), PORT);

  private final SaPair old = pair(0x01000100, 10);
  private final SaPair anew = pair(0x01000101, 9);

  private static SaPair pair(int spi, int priority) {
    return new SaLayout(64, true, OptionalInt.empty())
        .of(KernelFixtures.headend(spi, spi + 7), PATH, List.of(CLIENT), priority, Instant.now());
  }

  private static List<SaPair> adopted(List<EspState> states, List<XfrmPolicy> policies) {
    return Adoption.pairs(states, policies, TAGS, KernelFixtures.HEADEND);
  }

  @Test
  void bothDirectionsAndTheirPoliciesAreFound() {
    assertThat(adopted(List.of(old.inbound(), old.outbound()), old.policies()))
        .containsExactly(old);
    assertThat(old.policies()).hasSize(3).allMatch(TAGS::isOurs);
  }

  @Test
  void oneDirectionIsNothing() {
    assertThat(adopted(List.of(old.inbound(), anew.outbound()), old.policies())).isEmpty();
  }

  /** The kernel has the policies of the newer one only. */
  @Test
  void anOlderOneTakesOverWhenTheNewerOneGoes() {
    List<EspState> states = new ArrayList<>();
    for (SaPair pair : List.of(old, anew)) {
      states.add(pair.inbound());
      states.add(pair.outbound());
    }
    List<SaPair> adopted = adopted(states, anew.policies());

    assertThat(adopted).contains(anew);
    SaPair older =
        adopted.stream().filter(pair -> pair.inboundSpi() == 0x01000100).findFirst().orElseThrow();
    assertThat(older.insideAddresses()).containsExactly(CLIENT);
    assertThat(older.policies())
        .filteredOn(policy -> policy.direction() == PolicyDirection.OUT)
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.template().spi()).isEqualTo(old.outboundSpi());
              assertThat(policy.priority()).isGreaterThan(anew.priority());
            });
  }

  @Test
  void whatIsNotForThisNodesAddressAndPortIsAnothers() {
    Tags elsewhere = new Tags(Set.of(CLIENT_OUTSIDE), PORT);
    Tags otherPort = new Tags(Set.of(HEADEND_OUTSIDE), 4_501);
    for (Tags other : List.of(elsewhere, otherPort)) {
      assertThat(other.isOurs(old.inbound())).isFalse();
      assertThat(other.isOurs(old.outbound())).isFalse();
    }
    assertThat(old.policies()).noneMatch(elsewhere::isOurs);
    assertThat(TAGS.isInbound(old.inbound())).isTrue();
    assertThat(TAGS.isOutbound(old.inbound())).isFalse();
  }
}
