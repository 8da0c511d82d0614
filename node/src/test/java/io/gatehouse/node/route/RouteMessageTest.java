package io.gatehouse.node.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.node.netlink.Captured;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkMessage;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The octets behind the netlink header, as "ip route" and "ip link" send them. */
class RouteMessageTest {

  private static final int HEADER = 16;
  private static final InetAddress IPV4 = InetAddress.ofLiteral("172.16.5.5");
  private static final InetAddress IPV6 = InetAddress.ofLiteral("2001:db8::5");

  @Test
  void aRouteIsAddedInPlaceOfAnother() {
    assertRequest(
        RouteMessage.add(new Network(IPV4, 32), 3),
        24,
        "02 20 00 00 fe 04 fd 01 00000000 0800 0100 ac100505 0800 0400 03000000");
    assertRequest(
        RouteMessage.add(new Network(IPV6, 128), 3),
        24,
        "0a 80 00 00 fe 04 fd 01 00000000"
            + " 1400 0100 20010db8000000000000000000000005 0800 0400 03000000");
  }

  @Test
  void aRouteIsRemoved() {
    assertRequest(
        RouteMessage.remove(new Network(IPV4, 24), 3),
        25,
        "02 18 00 00 fe 04 fd 01 00000000 0800 0100 ac100505 0800 0400 03000000");
  }

  @Test
  void anInterfaceIsBroughtUp() {
    assertRequest(
        LinkMessage.bringUp(5, 1400),
        19,
        "00 00 0000 05000000 01000000 01000000 0800 0400 78050000");
  }

  @Test
  void anInterfaceIsMade() {
    assertRequest(
        LinkMessage.addDummy("gh0"),
        16,
        "00 00 0000 00000000 00000000 00000000 0800 0300 67683000"
            + " 1000 1280 0a00 0100 64756d6d7900 0000");
  }

  @Test
  void aRouteIsReadBack() {
    assertThat(read(RouteMessage.add(new Network(IPV4, 32), 3).payload(), 3))
        .contains(new Network(IPV4, 32));
    assertThat(read(RouteMessage.add(new Network(IPV6, 64), 3).payload(), 3))
        .contains(new Network(IPV6, 64));
    assertThat(read(RouteMessage.add(new Network(IPV4, 32), 4).payload(), 3)).isEmpty();
  }

  @FuzzTest
  void anyRoute(FuzzedDataProvider data) {
    try {
      assertThat(read(data.consumeRemainingAsBytes(), 3)).isNotNull();
    } catch (NetlinkException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static Optional<Network> read(byte[] payload, int interfaceIndex) {
    ByteBuffer datagram = ByteBuffer.allocate(HEADER + payload.length);
    datagram.order(ByteOrder.nativeOrder()).putInt(0, datagram.capacity()).put(HEADER, payload);
    return RouteMessage.read(NetlinkMessage.split(datagram).getFirst(), interfaceIndex);
  }

  private static void assertRequest(NetlinkRequest request, int type, String octets) {
    assertThat(request.type()).isEqualTo(type);
    assertThat(request.payload()).isEqualTo(Captured.octets(octets).array());
  }
}
