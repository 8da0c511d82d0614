package io.gatehouse.node.tun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The octets of 64-bit little-endian machines, as "ip route" sends them. */
class RouteMessageTest {

  private static final InnerAddress IPV4 = InnerAddress.of(Packets.address("172.16.5.5"));
  private static final InnerAddress IPV6 = InnerAddress.of(Packets.address("2001:db8::5"));

  @BeforeEach
  void theMachineIsLittleEndian() {
    assumeThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void aRouteIsAddedInPlaceOfAnother() {
    assertThat(octets(RouteMessage.add(7, IPV4, 32, 3)))
        .isEqualTo(
            octets(
                "2c000000 1800 0505 07000000 00000000"
                    + " 02 20 00 00 fe 04 fd 01 00000000"
                    + " 0800 0100 ac100505 0800 0400 03000000"));
    assertThat(octets(RouteMessage.add(8, IPV6, 128, 3)))
        .isEqualTo(
            octets(
                "38000000 1800 0505 08000000 00000000"
                    + " 0a 80 00 00 fe 04 fd 01 00000000"
                    + " 1400 0100 20010db8000000000000000000000005 0800 0400 03000000"));
  }

  @Test
  void aRouteIsRemoved() {
    assertThat(octets(RouteMessage.remove(9, IPV4, 24, 3)))
        .isEqualTo(
            octets(
                "2c000000 1900 0500 09000000 00000000"
                    + " 02 18 00 00 fe 04 fd 01 00000000"
                    + " 0800 0100 ac100505 0800 0400 03000000"));
  }

  @Test
  void anAnswerHasAnErrorOrNone() {
    assertThat(RouteMessage.error(answer("24000000 0200 0000 07000000 01000000 eaffffff"), 7))
        .hasValue(Libc.EINVAL);
    assertThat(RouteMessage.error(answer("24000000 0200 0001 07000000 01000000 00000000"), 7))
        .hasValue(0);
  }

  @Test
  void anotherMessageIsNoAnswer() {
    String ofAnotherRequest = "24000000 0200 0000 06000000 01000000 eaffffff";
    String done = "14000000 0300 0000 07000000 01000000 00000000";
    String cutShort = "24000000 0200 0000 07000000 01000000 eaff";
    for (String message : new String[] {ofAnotherRequest, done, cutShort, ""}) {
      assertThat(RouteMessage.error(answer(message), 7)).isEmpty();
    }
  }

  private static ByteBuffer answer(String hex) {
    return ByteBuffer.wrap(octets(hex));
  }

  private static byte[] octets(ByteBuffer request) {
    byte[] octets = new byte[request.remaining()];
    request.get(octets);
    return octets;
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
