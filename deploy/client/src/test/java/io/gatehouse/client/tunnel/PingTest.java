package io.gatehouse.client.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PingTest {

  private static final InetAddress CLIENT = InetAddress.ofLiteral("10.99.0.10");
  private static final InetAddress HOST = InetAddress.ofLiteral("10.1.0.1");

  @Test
  void aRequestIsAnIpPacketWithGoodChecksums() {
    ByteBuffer request = new EchoPacket(CLIENT, HOST, 0x1234, 1, 4).request();
    assertThat(Octets.from(request).hex())
        .isEqualTo(
            "450000200000000040" + "01666f" + "0a63000a0a010001" + "0800e3c6123400010001" + "0203");
  }

  @Test
  void repliesAreCountedOnce() throws InterruptedException {
    List<ByteBuffer> sent = new ArrayList<>();
    var ping = new Ping(CLIENT, HOST, 7, 3, 8);
    var result =
        ping.run(
            request -> {
              sent.add(request);
              ping.receive(reply(request));
              ping.receive(reply(request));
            },
            Duration.ZERO,
            Duration.ZERO);
    assertThat(sent).hasSize(3);
    assertThat(result).isEqualTo(new Ping.Result("10.1.0.1", 3, 3));
  }

  @Test
  void otherPacketsAreNoReplies() throws InterruptedException {
    var ping = new Ping(CLIENT, HOST, 7, 1, 8);
    var result =
        ping.run(
            request -> {
              ping.receive(request);
              ping.receive(reply(request).limit(30));
              ping.receive(spoilt(reply(request), 25));
              ping.receive(spoilt(reply(request), 30));
              ping.receive(ByteBuffer.allocate(0));
            },
            Duration.ZERO,
            Duration.ZERO);
    assertThat(result.received()).isZero();
  }

  @Test
  void theBuiltInPingIsForIpv4() {
    assertThatThrownBy(() -> new Ping(InetAddress.ofLiteral("2001:db8::1"), HOST, 1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ping(CLIENT, HOST, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Source and destination changed places, type 0, checksum adapted (RFC 1624). */
  private static ByteBuffer reply(ByteBuffer request) {
    byte[] packet = Octets.from(request.duplicate()).toArray();
    ByteBuffer reply = ByteBuffer.wrap(packet);
    int source = reply.getInt(12);
    reply.putInt(12, reply.getInt(16)).putInt(16, source);
    reply.put(20, (byte) 0);
    int checksum = Short.toUnsignedInt(reply.getShort(22)) + 0x0800;
    reply.putShort(22, (short) ((checksum & 0xFFFF) + (checksum >>> 16)));
    return reply;
  }

  private static ByteBuffer spoilt(ByteBuffer packet, int at) {
    return packet.put(at, (byte) (packet.get(at) + 1));
  }
}
