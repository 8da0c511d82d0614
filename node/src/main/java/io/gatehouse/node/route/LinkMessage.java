package io.gatehouse.node.route;

import io.gatehouse.node.netlink.NetlinkException.Refused;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.NetlinkSocket;
import io.gatehouse.node.netlink.PayloadWriter;

/** Requests about interfaces (struct ifinfomsg of linux/rtnetlink.h). */
final class LinkMessage {

  private static final int RTM_NEWLINK = 16;
  private static final int RTM_GETLINK = 18;
  private static final int RTM_SETLINK = 19;

  private static final int IFF_UP = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;

  /** Family and type, which stand before the index. */
  private static final int BEFORE_INDEX = 4;

  private static final int FROM_INDEX = 12;

  private LinkMessage() {}

  /**
   * The number of the interface.
   *
   * @throws Refused when there is none (ENODEV)
   */
  static int index(NetlinkSocket socket, String name) {
    NetlinkRequest get =
        NetlinkRequest.of(
            RTM_GETLINK,
            NetlinkRequest.NLM_F_REQUEST,
            w -> w.zeros(BEFORE_INDEX + FROM_INDEX).textAttribute(IFLA_IFNAME, name));
    return socket.ask(name, get, message -> message.payload().skip(BEFORE_INDEX).u32());
  }

  /** Sets the MTU and lets packets pass. */
  static NetlinkRequest bringUp(int index, int mtu) {
    return NetlinkRequest.acknowledged(
        RTM_SETLINK,
        0,
        w -> {
          writeUp(w, index);
          w.u32Attribute(IFLA_MTU, mtu);
        });
  }

  /** Makes an interface that drops what is routed into it. */
  static NetlinkRequest addDummy(String name) {
    return NetlinkRequest.acknowledged(
        RTM_NEWLINK,
        NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL,
        w -> {
          w.zeros(BEFORE_INDEX + FROM_INDEX).textAttribute(IFLA_IFNAME, name);
          w.nested(IFLA_LINKINFO, info -> info.textAttribute(IFLA_INFO_KIND, "dummy"));
        });
  }

  private static void writeUp(PayloadWriter to, int index) {
    to.zeros(BEFORE_INDEX).u32(index).u32(IFF_UP).u32(IFF_UP);
  }
}
