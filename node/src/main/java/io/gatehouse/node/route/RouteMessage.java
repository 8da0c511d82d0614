package io.gatehouse.node.route;

import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.PayloadWriter;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.Inet4Address;

/** Requests about routes (struct rtmsg of linux/rtnetlink.h). */
final class RouteMessage {

  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;

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
}
