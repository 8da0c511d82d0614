package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;

/**
 * A network card that does a state's cryptography (struct xfrm_user_offload).
 *
 * @param interfaceIndex of the card, whose driver may refuse
 */
public record Offload(int interfaceIndex, SaDirection direction) {

  private static final int XFRM_OFFLOAD_INBOUND = 2;

  void write(PayloadWriter to) {
    to.u32(interfaceIndex).u8(direction == SaDirection.IN ? XFRM_OFFLOAD_INBOUND : 0).zeros(3);
  }

  static Offload read(PayloadReader from) {
    int interfaceIndex = from.u32();
    boolean inbound = (from.u8() & XFRM_OFFLOAD_INBOUND) != 0;
    return new Offload(interfaceIndex, inbound ? SaDirection.IN : SaDirection.OUT);
  }
}
