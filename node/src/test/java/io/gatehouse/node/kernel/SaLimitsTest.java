package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_ELSEWHERE;
import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.PORT;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.reversed;
import static io.gatehouse.node.kernel.KernelFixtures.toClient;
import static io.gatehouse.node.kernel.KernelTunnel.CLIENT_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.HEADEND_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.PATH;
import static io.gatehouse.node.kernel.KernelTunnel.awaitThat;
import static io.gatehouse.node.kernel.KernelTunnel.ofClient;
import static io.gatehouse.node.kernel.KernelTunnel.ofHeadend;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Lifetime;
import io.gatehouse.node.xfrm.StateMessage;
import io.gatehouse.node.xfrm.XfrmSocket;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.VolumeLifetime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A CHILD SA that comes to its limits, of which the kernel tells. */
class SaLimitsTest {

  private KernelTunnel tunnel;

  @BeforeEach
  void open() throws Exception {
    tunnel = KernelTunnel.open();
  }

  @AfterEach
  void close() throws Exception {
    if (tunnel != null) {
      tunnel.close();
    }
  }

  /** An echo request and its reply are 84 octets each. */
  @Test
  void anSaThatNearsItsLimitOfOctetsIsTold() throws Exception {
    install(4 * 84, 1_000_000);

    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.events.due).isEmpty();
    assertThat(tunnel.client.pings(SERVER)).isTrue();

    awaitThat(() -> tunnel.headend.events.due.contains(HEADEND_SPI));
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.events.due).containsExactly(HEADEND_SPI);
    assertThat(tunnel.headend.plane().counters()).containsEntry(KernelEvent.REKEY_DUE, 1L);
    assertThat(tunnel.headend.events.expired).isEmpty();
  }

  @Test
  void anSaThatHasCarriedAllThatItMayEndsButForItsCounters() throws Exception {
    install(84, 4 * 84);

    tunnel.client.pings(SERVER);
    assertThat(tunnel.client.pings(SERVER)).isFalse();

    awaitThat(() -> tunnel.headend.events.expired.contains(HEADEND_SPI));
    assertThat(tunnel.headend.states()).isEmpty();
    Traffic traffic = tunnel.headend.plane().traffic(HEADEND_SPI);
    assertThat(traffic.inboundOctets()).isEqualTo(4 * 84);
    assertThat(traffic.inboundPackets()).isEqualTo(4);
    assertThat(tunnel.headend.plane().outboundSpi(HEADEND_SPI)).hasValue(CLIENT_SPI);
    tunnel.headend.plane().move(HEADEND_SPI, toClient(CLIENT_ELSEWHERE, PORT));
    assertThat(tunnel.client.pings(SERVER)).isFalse();
    assertThat(tunnel.headend.states()).isEmpty();
    assertThat(tunnel.headend.events.expired).containsExactly(HEADEND_SPI);
    assertThat(tunnel.headend.plane().counters()).containsEntry(KernelEvent.EXPIRED, 1L);

    assertThat(tunnel.headend.pings(CLIENT)).isFalse();
    awaitThat(() -> counted(KernelEvent.STATE_MISSING) > 0);

    tunnel.headend.plane().remove(HEADEND_SPI);
    assertThat(tunnel.headend.plane().outboundSpi(HEADEND_SPI)).isEmpty();
    assertThat(tunnel.headend.policies()).isEmpty();
  }

  /** The kernel tells but once, and who is not there does not hear it. */
  @Test
  void aProcessThatWasAwayLearnsOfALimitFromTheCounters() throws Exception {
    install(4 * 84, 1_000_000);
    tunnel.headend.plane().close();
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.client.pings(SERVER)).isTrue();

    tunnel.headend.restart(true);

    awaitThat(() -> tunnel.headend.events.due.contains(HEADEND_SPI));
    assertThat(tunnel.headend.events.due).containsExactly(HEADEND_SPI);
  }

  @Test
  void limitsGoAlongWithAClientThatMoves() throws Exception {
    install(4 * 84, 1_000_000);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    tunnel.headend.plane().move(HEADEND_SPI, toClient(CLIENT_ELSEWHERE, PORT));

    EspState outbound = tunnel.outboundOfHeadend();

    assertThat(outbound.id().destination()).isEqualTo(CLIENT_ELSEWHERE);
    assertThat(outbound.lifetime().softOctets()).isEqualTo(4 * 84);
    assertThat(outbound.lifetime().hardOctets()).isEqualTo(1_000_000);
    assertThat(outbound.usage().octets()).isEqualTo(3 * 84);
  }

  @Test
  void anSaWhoseNumbersRunOutIsTold() throws Exception {
    tunnel.install(0, GCM);
    EspState out = tunnel.outboundOfHeadend();
    Lifetime five = Lifetime.ENDLESS.withPackets(2, 5);
    try (XfrmSocket socket = tunnel.inside.call(XfrmSocket::open)) {
      socket.request(StateMessage.update(out.numbered(out.replay(), five))).orThrow("state");
    }
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.events.due.contains(HEADEND_SPI));
    tunnel.client.pings(SERVER);
    awaitThat(() -> tunnel.headend.events.expired.contains(HEADEND_SPI));
    assertThat(tunnel.headend.states()).isEmpty();
    assertThat(tunnel.headend.events.due).containsExactly(HEADEND_SPI);
  }

  @Test
  void anSaWhoseTimeIsOverIsTold() throws Exception {
    tunnel.install(0, GCM);
    EspState in =
        tunnel.headend.states().stream()
            .filter(state -> state.id().spi() == HEADEND_SPI)
            .findFirst()
            .orElseThrow();
    Lifetime second = Lifetime.ENDLESS.withHardSeconds(1);
    try (XfrmSocket socket = tunnel.inside.call(XfrmSocket::open)) {
      socket.request(StateMessage.update(in.numbered(in.replay(), second))).orThrow("state");
    }

    awaitThat(() -> tunnel.headend.events.expired.contains(HEADEND_SPI));
    assertThat(tunnel.headend.states()).isEmpty();
  }

  private long counted(KernelEvent event) {
    return tunnel.headend.plane().counters().getOrDefault(event, 0L);
  }

  private void install(long softOctets, long hardOctets) {
    ChildSa limited =
        ofHeadend(0, GCM).limitedTo(Optional.of(new VolumeLifetime(softOctets, hardOctets)));
    tunnel.headend.plane().install(limited, PATH, List.of(CLIENT));
    tunnel.client.plane().install(ofClient(0, GCM), reversed(PATH), List.of(SERVER));
  }
}
