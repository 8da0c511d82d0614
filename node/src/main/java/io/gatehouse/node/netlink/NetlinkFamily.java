package io.gatehouse.node.netlink;

/** Whom in the kernel a socket speaks to (linux/netlink.h). */
public enum NetlinkFamily {
  NETLINK_ROUTE(0),
  NETLINK_XFRM(6),
  NETLINK_NETFILTER(12);

  private final int protocol;

  NetlinkFamily(int protocol) {
    this.protocol = protocol;
  }

  int protocol() {
    return protocol;
  }
}
