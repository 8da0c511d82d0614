package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;

/** Bits of a packet's mark (struct xfrm_mark): those of {@code mask} are {@code value}. */
public record Mark(int value, int mask) {

  void write(PayloadWriter to) {
    to.u32(value).u32(mask);
  }

  static Mark read(PayloadReader from) {
    return new Mark(from.u32(), from.u32());
  }
}
