package io.gatehouse.client.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.initiator.TunnelSa;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EspTunnelTest {

  private static final EspSuite SUITE =
      new EspSuite(Encryption.ENCR_AES_GCM_16, 128, Optional.empty(), Optional.empty(), false);
  private static final Secret NONE = Secret.owned(new byte[0]);

  private final EspTunnel client = new EspTunnel();
  private final EspTunnel headend = new EspTunnel();

  @Test
  void withoutAnSaNothingPasses() {
    assertThat(client.protect(packet())).isEmpty();
    assertThat(client.open(ByteBuffer.wrap(new byte[3]))).isEmpty();
    assertThat(client.open(ByteBuffer.wrap(new byte[100]))).isEmpty();
  }

  @Test
  void packetsPassOnce() {
    install(1, 2, true);
    ByteBuffer esp = client.protect(packet()).orElseThrow();
    assertThat(headend.open(esp.duplicate())).contains(packet());
    assertThat(headend.open(esp)).isEmpty();
  }

  @Test
  void aSuccessorIsSentOnAtOnceOrWhenItsPredecessorIsGone() {
    install(0x100, 0x200, true);
    install(0x101, 0x201, true);
    assertThat(spiOnTheWire()).isEqualTo(0x201);
    install(0x102, 0x202, false);
    assertThat(spiOnTheWire()).isEqualTo(0x201);
    client.remove(0x101);
    client.remove(0x100);
    assertThat(spiOnTheWire()).isEqualTo(0x202);
  }

  private int spiOnTheWire() {
    return client.protect(packet()).orElseThrow().getInt(0);
  }

  private void install(int clientSpi, int headendSpi, boolean send) {
    Secret one = key(clientSpi);
    Secret other = key(headendSpi);
    client.install(
        new TunnelSa(clientSpi, headendSpi, SUITE, one, NONE, other, NONE, List.of(), List.of()),
        send);
    headend.install(
        new TunnelSa(headendSpi, clientSpi, SUITE, other, NONE, one, NONE, List.of(), List.of()),
        send);
  }

  private static Secret key(int seed) {
    return Secret.owned(ByteBuffer.allocate(20).putInt(seed).array());
  }

  private static ByteBuffer packet() {
    return new EchoPacket(
            java.net.InetAddress.ofLiteral("10.99.0.10"),
            java.net.InetAddress.ofLiteral("10.1.0.1"),
            1,
            1,
            8)
        .request();
  }
}
