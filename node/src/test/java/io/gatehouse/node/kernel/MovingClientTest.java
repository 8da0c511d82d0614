package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_ELSEWHERE;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.PORT;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.aead;
import static io.gatehouse.node.kernel.KernelFixtures.reversed;
import static io.gatehouse.node.kernel.KernelFixtures.toClient;
import static io.gatehouse.node.kernel.KernelTunnel.CLIENT_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.HEADEND_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.exchange.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traffic follows a client. */
class MovingClientTest {

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
  void trafficFollowsAClientToAnotherPort() throws Exception {
    tunnel.install(0, GCM);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.events.paths).isEmpty();

    tunnel.client.listen(CLIENT_OUTSIDE, 40_500);
    Path path = toClient(CLIENT_OUTSIDE, 40_500);
    tunnel.client.plane().move(CLIENT_SPI, reversed(path));
    tunnel.client.pings(SERVER);
    awaitThat(() -> tunnel.headend.events.paths.contains(path));
    tunnel.headend.plane().move(HEADEND_SPI, path);

    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.events.paths).containsExactly(path);
    assertThat(tunnel.headend.events.due).isEmpty();
  }

  @Test
  void trafficFollowsAClientToAnotherAddress() throws Exception {
    tunnel.install(0, aead(Encryption.ENCR_AES_GCM_16, 256, true));
    assertThat(tunnel.client.pings(SERVER)).isTrue();

    tunnel.outside.exec("ip", "address", "add", "10.1.0.3/24", "dev", "veth0");
    tunnel.client.listen(CLIENT_ELSEWHERE, PORT);
    Path path = toClient(CLIENT_ELSEWHERE, PORT);
    tunnel.client.plane().move(CLIENT_SPI, reversed(path));
    tunnel.client.pings(SERVER);
    awaitThat(() -> tunnel.headend.events.paths.contains(path));
    tunnel.headend.plane().move(HEADEND_SPI, path);

    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.statistic("XfrmInStateSeqError")).isZero();
    assertThat(tunnel.headend.plane().traffic(HEADEND_SPI).inboundPackets())
        .isGreaterThanOrEqualTo(6);
    assertThat(tunnel.outboundOfHeadend().replay().sent())
        .isGreaterThan(SaDatabase.SKIPPED_NUMBERS);
    assertThat(tunnel.headend.events.due).containsExactly(HEADEND_SPI);
    assertThat(tunnel.headend.states()).hasSize(2);
    assertThat(tunnel.headend.policies()).hasSize(3);
  }
}
