package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelTunnel.HEADEND_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody else does to states and policies. */
class RepairTest {

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

  @Test
  void whatSomebodyRemovesIsRepaired() throws Exception {
    tunnel.install(0, GCM);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI).inboundPackets() == 3);

    tunnel.inside.exec("ip", "xfrm", "state", "flush");
    tunnel.inside.exec("ip", "xfrm", "policy", "flush");
    awaitThat(() -> tunnel.headend.events.due.contains(HEADEND_SPI));
    awaitThat(() -> tunnel.headend.policies().size() == 3);

    assertThat(tunnel.headend.plane().counters().get(KernelEvent.REPAIRED)).isPositive();
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.client.statistic("XfrmInStateSeqError")).isZero();
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI).inboundPackets() == 6);
  }

  @Test
  void onlyWhatIsThisPlanesIsTouched() throws Exception {
    tunnel.inside.exec(
        "ip xfrm state add src 10.1.0.2 dst 10.1.0.1 proto esp spi 0x300 reqid 9 mode tunnel aead rfc4106(gcm(aes)) 0x000102030405060708090a0b0c0d0e0f10111213 128"
            .split(" "));
    tunnel.inside.exec(
        "ip xfrm policy add src 10.7.0.0/16 dst 10.8.0.0/16 dir out tmpl src 10.1.0.1 dst 10.1.0.2 proto esp reqid 9 mode tunnel"
            .split(" "));
    tunnel.install(0, GCM);
    assertThat(tunnel.headend.states()).hasSize(3);

    tunnel.headend.plane().removeAll();
    assertThat(tunnel.headend.plane().traffic(HEADEND_SPI)).isEqualTo(Traffic.NONE);
    tunnel.headend.plane().close();
    tunnel.headend.restart(false);
    assertThat(tunnel.headend.states())
        .extracting(state -> state.id().spi())
        .containsExactly(0x300);
    assertThat(tunnel.headend.policies()).hasSize(1);
  }
}
