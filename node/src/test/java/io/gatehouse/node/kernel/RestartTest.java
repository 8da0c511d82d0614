package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.address;
import static io.gatehouse.node.kernel.KernelFixtures.aead;
import static io.gatehouse.node.kernel.KernelFixtures.childSa;
import static io.gatehouse.node.kernel.KernelFixtures.only;
import static io.gatehouse.node.kernel.KernelFixtures.range;
import static io.gatehouse.node.kernel.KernelFixtures.toClient;
import static io.gatehouse.node.kernel.KernelTunnel.CLIENT_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.HEADEND_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.PATH;
import static io.gatehouse.node.kernel.KernelTunnel.awaitThat;
import static io.gatehouse.node.kernel.KernelTunnel.ofHeadend;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process finds in the kernel that another one has left there. */
class RestartTest {

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
  void aRestartGoesOnWithWhatTheKernelHas() throws Exception {
    tunnel.install(0, GCM);
    tunnel.install(1, GCM);
    ChildSa forgotten =
        childSa(
            0x02000200,
            7_777,
            GCM,
            List.of(range("0.0.0.0", "255.255.255.255")),
            List.of(only(address("10.99.0.9"))));
    tunnel
        .headend
        .plane()
        .install(forgotten, toClient(CLIENT_OUTSIDE, 5_000), List.of(address("10.99.0.9")));
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    tunnel.headend.plane().close();
    assertThat(tunnel.client.pings(SERVER)).isTrue();

    tunnel.headend.restart(true);
    assertThat(tunnel.headend.plane().outboundSpi(HEADEND_SPI)).hasValue(CLIENT_SPI);
    assertThat(tunnel.headend.plane().outboundSpi(HEADEND_SPI + 1)).hasValue(CLIENT_SPI + 1);
    tunnel.headend.plane().removeUnclaimed();
    assertThat(tunnel.headend.plane().outboundSpi(0x02000200)).isEmpty();
    assertThat(tunnel.headend.states()).hasSize(4);
    assertThat(tunnel.inside.exec("ip", "route", "show", "dev", "gh0")).doesNotContain("10.99.0.9");
    tunnel.headend.plane().install(ofHeadend(1, GCM), PATH, List.of(CLIENT));

    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI + 1).inboundPackets() == 9);
    tunnel.headend.plane().remove(HEADEND_SPI + 1);
    tunnel.client.plane().remove(CLIENT_SPI + 1);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
  }

  @Test
  void anSaWithOtherKeysTakesThePlaceOfWhatTheKernelHas() throws Exception {
    tunnel.install(0, GCM);
    tunnel.headend.plane().close();
    tunnel.headend.restart(true);
    EspSuite other = aead(Encryption.ENCR_CHACHA20_POLY1305, 256, false);
    tunnel.install(0, other);

    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.states()).hasSize(2);
  }

  @Test
  void aNodeOfAClusterBeginsWithNothing() throws Exception {
    tunnel.install(0, GCM);
    tunnel.headend.plane().close();
    tunnel.headend.restart(false);

    assertThat(tunnel.headend.plane().outboundSpi(HEADEND_SPI)).isEmpty();
    assertThat(tunnel.headend.states()).isEmpty();
    assertThat(tunnel.headend.policies()).isEmpty();
  }
}
