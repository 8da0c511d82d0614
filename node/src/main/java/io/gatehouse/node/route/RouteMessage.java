package io.gatehouse.node.route;

import io.gatehouse.node.netlink.Attributes;
import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.NetlinkMessage;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Requests about routes (struct rtmsg of linux/rtnetlink.h). */
final class RouteMessage {

  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int RTM_GETROUTE = 26;
  private static final int LENGTH = 12;

  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RTPROT_STATIC = 4;
  private static final int RT_SCOPE_LINK = 253;
  private static final int RTN_UNICAST = 1;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;

  private RouteMessage() {}

  /** Routes the prefix to the interface, instead of where it has gone before. */
  static NetlinkRequest add(Network prefix, int interfaceIndex) {
    return NetlinkRequest.acknowledged(
        RTM_NEWROUTE,
        NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_REPLACE,
        w -> write(w, prefix, interfaceIndex));
  }

  /** Takes the route to the prefix away, if it leads to the interface. */
  static NetlinkRequest remove(Network prefix, int interfaceIndex) {
    return NetlinkRequest.acknowledged(RTM_DELROUTE, 0, w -> write(w, prefix, interfaceIndex));
  }

  private static void write(PayloadWriter to, Network prefix, int interfaceIndex) {
    int anySource = 0;
    int anyService = 0;
    to.u8(prefix.address() instanceof Inet4Address ? AF_INET : AF_INET6);
    to.u8(prefix.prefixLength()).u8(anySource).u8(anyService);
    to.u8(RT_TABLE_MAIN).u8(RTPROT_STATIC).u8(RT_SCOPE_LINK).u8(RTN_UNICAST).u32(0);
    to.attribute(RTA_DST, prefix.address().getAddress()).u32Attribute(RTA_OIF, interfaceIndex);
  }

  /** Of both address families. */
  static NetlinkRequest list() {
    return NetlinkRequest.of(
        RTM_GETROUTE,
        NetlinkRequest.NLM_F_REQUEST | NetlinkRequest.NLM_F_DUMP,
        w -> w.zeros(LENGTH));
  }

  /** The prefix of a route, if it is one as {@link #add} makes. */
  static Optional<Network> read(NetlinkMessage message, int interfaceIndex) {
    PayloadReader from = message.payload();
    int family = from.u8();
    int prefixLength = from.u8();
    int table = from.skip(2).u8();
    int protocol = from.u8();
    Attributes attributes = from.skip(LENGTH - 6).attributes();
    boolean ofOurKind =
        (family == AF_INET || family == AF_INET6)
            && table == RT_TABLE_MAIN
            && protocol == RTPROT_STATIC
            && attributes.find(RTA_OIF).filter(index -> index.u32() == interfaceIndex).isPresent();
    return ofOurKind
        ? attributes
            .find(RTA_DST)
            .map(address -> new Network(address(address.octets()), prefixLength))
        : Optional.empty();
  }

  private static InetAddress address(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new Malformed("a route to an address of " + octets.length + " octets");
    }
  }
}
