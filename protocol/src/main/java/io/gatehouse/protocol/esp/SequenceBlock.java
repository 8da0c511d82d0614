package io.gatehouse.protocol.esp;

import java.util.Optional;

/**
 * The sequence numbers that one installation of an outbound SA may use, both inclusive.
 *
 * <p>An AEAD's IV is the sequence number, so a number must never be used twice under a key,
 * although nobody stores how far a node had come when it was lost. So the numbers are dealt out in
 * blocks: the first installation has the lower half of the 32-bit numbers, each recovery after it
 * the next 2^26 of the upper half. Whoever recovers an SA stores the new count first; then no two
 * installations overlap, whatever each of them has sent. The peer sees a jump forward, which RFC
 * 4303 section 3.4.3 allows.
 *
 * <p>The blocks are the same with extended sequence numbers: a jump of 2^32 or more would lead the
 * peer to a wrong guess of the upper half (RFC 4303 appendix A2).
 */
public record SequenceBlock(long first, long last) {

  /** How often an SA can be recovered before it has to be rekeyed. */
  public static final int MAXIMUM_RECOVERIES = 32;

  private static final long INITIAL = 1L << 31;
  private static final long PER_RECOVERY = 1L << 26;

  public SequenceBlock {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no sequence numbers: " + first + " to " + last);
    }
  }

  /**
   * The block after so many recoveries; nothing when there are none left and the SA must be
   * rekeyed.
   */
  public static Optional<SequenceBlock> after(int recoveries) {
    if (recoveries < 0) {
      throw new IllegalArgumentException("recoveries: " + recoveries);
    }
    if (recoveries > MAXIMUM_RECOVERIES) {
      return Optional.empty();
    }
    if (recoveries == 0) {
      return Optional.of(new SequenceBlock(1, INITIAL - 1));
    }
    long first = INITIAL + (recoveries - 1) * PER_RECOVERY;
    return Optional.of(new SequenceBlock(first, first + PER_RECOVERY - 1));
  }

  /** All numbers from {@code first} on. */
  static SequenceBlock from(long first, boolean extended) {
    return new SequenceBlock(first, highest(extended));
  }

  static long highest(boolean extended) {
    return extended ? Long.MAX_VALUE : 0xFFFF_FFFFL;
  }
}
