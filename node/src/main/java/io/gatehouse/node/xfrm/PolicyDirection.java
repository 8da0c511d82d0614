package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.NetlinkException.Malformed;

/** Which packets a policy is about. */
public enum PolicyDirection {
  /** To this machine. */
  IN(0),
  /** From this machine, or forwarded by it. */
  OUT(1),
  /** Forwarded by this machine, when they come in. */
  FORWARD(2);

  private final int number;

  PolicyDirection(int number) {
    this.number = number;
  }

  /** Of linux/xfrm.h; those above are of sockets. */
  int number() {
    return number;
  }

  static PolicyDirection of(int number) {
    return switch (number) {
      case 0 -> IN;
      case 1 -> OUT;
      case 2 -> FORWARD;
      default -> throw new Malformed("policy direction " + number);
    };
  }
}
