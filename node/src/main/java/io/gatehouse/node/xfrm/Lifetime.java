package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;

/**
 * When the kernel says that a state is worn out (soft), and when it removes it (hard). {@link
 * #UNLIMITED} octets or packets and 0 seconds never come.
 *
 * @param softSeconds after the state was made, as {@code hardSeconds}
 */
public record Lifetime(
    long softOctets,
    long hardOctets,
    long softPackets,
    long hardPackets,
    long softSeconds,
    long hardSeconds) {

  /** XFRM_INF. */
  public static final long UNLIMITED = -1;

  public static final Lifetime ENDLESS =
      new Lifetime(UNLIMITED, UNLIMITED, UNLIMITED, UNLIMITED, 0, 0);

  /** The same after the first use, which is not asked. */
  private static final int AFTER_USE = 16;

  public Lifetime withOctets(long soft, long hard) {
    return new Lifetime(soft, hard, softPackets, hardPackets, softSeconds, hardSeconds);
  }

  public Lifetime withPackets(long soft, long hard) {
    return new Lifetime(softOctets, hardOctets, soft, hard, softSeconds, hardSeconds);
  }

  public Lifetime withHardSeconds(long seconds) {
    return new Lifetime(softOctets, hardOctets, softPackets, hardPackets, softSeconds, seconds);
  }

  /** Whether a state that has carried so much has come to its soft limit of octets or packets. */
  public boolean isWorn(Usage usage) {
    return Long.compareUnsigned(usage.octets(), softOctets) >= 0
        || Long.compareUnsigned(usage.packets(), softPackets) >= 0;
  }

  void write(PayloadWriter to) {
    to.u64(softOctets).u64(hardOctets).u64(softPackets).u64(hardPackets);
    to.u64(softSeconds).u64(hardSeconds).zeros(AFTER_USE);
  }

  static Lifetime read(PayloadReader from) {
    Lifetime lifetime =
        new Lifetime(from.u64(), from.u64(), from.u64(), from.u64(), from.u64(), from.u64());
    from.skip(AFTER_USE);
    return lifetime;
  }
}
