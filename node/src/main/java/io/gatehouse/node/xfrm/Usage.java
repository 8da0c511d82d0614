package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;

/**
 * What a state or policy has carried (struct xfrm_lifetime_cur).
 *
 * @param octets of inner packets, for a state in tunnel mode
 * @param addedSeconds when it was made, since 1970
 * @param firstUsedSeconds when it carried its first packet, 0 for never
 */
public record Usage(long octets, long packets, long addedSeconds, long firstUsedSeconds) {

  public static final Usage NONE = new Usage(0, 0, 0, 0);

  void write(PayloadWriter to) {
    to.u64(octets).u64(packets).u64(addedSeconds).u64(firstUsedSeconds);
  }

  static Usage read(PayloadReader from) {
    return new Usage(from.u64(), from.u64(), from.u64(), from.u64());
  }
}
