package io.gatehouse.node.tun;

import static io.gatehouse.node.tun.Packets.CLIENT;
import static io.gatehouse.node.tun.Packets.SERVER;
import static io.gatehouse.node.tun.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InnerPacketTest {

  private static final String IPV6_SOURCE = "20010db8000000000000000000000001";
  private static final String IPV6_DESTINATION = "20010db8000000000000000000000002";

  @Test
  void addressesProtocolAndPortsOfIpv4() {
    ByteBuffer packet = Packets.udp(CLIENT, 1234, SERVER, 53);

    assertThat(InnerPacket.parse(packet))
        .contains(new InnerPacket(InnerAddress.of(CLIENT), InnerAddress.of(SERVER), 17, 1234, 53));
    assertThat(packet.position()).isZero();
  }

  @Test
  void aLaterFragmentHasNoPorts() {
    ByteBuffer packet = Packets.udp(CLIENT, 1234, SERVER, 53).putShort(6, (short) 185);

    InnerPacket inner = Packets.inner(packet);

    assertThat(inner.protocol()).isEqualTo(17);
    assertThat(inner.sourcePort()).isEqualTo(InnerPacket.NO_PORT);
    assertThat(inner.destinationPort()).isEqualTo(InnerPacket.NO_PORT);
  }

  @Test
  void typeAndCodeOfIcmpTakeThePortsPlace() {
    ByteBuffer packet = Packets.udp(CLIENT, 0x0301, SERVER, 0xBEEF).put(9, (byte) 1);

    assertThat(Packets.inner(packet).sourcePort()).isEqualTo(0x0301);
    assertThat(Packets.inner(packet).destinationPort()).isEqualTo(0x0301);
  }

  @Test
  void ipv6ExtensionHeadersAreSkipped() {
    InnerPacket inner =
        ipv6(0, "3c00010400000000" + "2c00010400000000" + "0600000100000007" + "04d20035");

    assertThat(inner)
        .isEqualTo(
            new InnerPacket(
                InnerAddress.of(address("2001:db8::1")),
                InnerAddress.of(address("2001:db8::2")),
                6,
                1234,
                53));
  }

  @Test
  void aLaterIpv6FragmentHasNoPorts() {
    InnerPacket inner = ipv6(44, "0600000900000007" + "04d20035");

    assertThat(inner.protocol()).isEqualTo(6);
    assertThat(inner.sourcePort()).isEqualTo(InnerPacket.NO_PORT);
  }

  @Test
  void endlessIpv6ExtensionHeadersAreNotFollowed() {
    String header = "3c00010400000000";

    assertThat(InnerPacket.parse(packet6(60, header.repeat(8) + "3b00"))).isPresent();
    assertThat(InnerPacket.parse(packet6(60, header.repeat(9)))).isEmpty();
  }

  @Test
  void whatIsNoIpPacketIsNothing() {
    assertThat(InnerPacket.parse(ByteBuffer.allocate(0))).isEmpty();
    assertThat(InnerPacket.parse(ByteBuffer.allocate(100))).isEmpty();
    assertThat(InnerPacket.parse(ByteBuffer.allocate(39).put(0, (byte) 0x60))).isEmpty();
    assertThat(InnerPacket.parse(ByteBuffer.allocate(40).put(0, (byte) 0x44))).isEmpty();
    assertThat(InnerPacket.parse(ByteBuffer.allocate(40).put(0, (byte) 0x4F))).isEmpty();
  }

  @Test
  void randomOctetsNeverThrow() {
    Random random = new Random(791);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(100)];
      random.nextBytes(octets);
      if (octets.length > 6) {
        octets[0] = (byte) (random.nextBoolean() ? 0x45 : 0x60);
        octets[6] = new byte[] {0, 43, 44, 60}[random.nextInt(4)];
      }
      InnerPacket.parse(ByteBuffer.wrap(octets));
    }
  }

  @FuzzTest
  void anyOctets(FuzzedDataProvider data) {
    InnerPacket.parse(ByteBuffer.wrap(data.consumeRemainingAsBytes()));
  }

  private static InnerPacket ipv6(int nextHeader, String payload) {
    return Packets.inner(packet6(nextHeader, payload));
  }

  private static ByteBuffer packet6(int nextHeader, String payload) {
    String header = "600000000000%02x40".formatted(nextHeader);
    return Octets.hex(header + IPV6_SOURCE + IPV6_DESTINATION + payload).buffer();
  }
}
