package io.gatehouse.protocol.esp;

/**
 * Which sequence numbers have been received (RFC 4303 section 3.4.3 and appendix A): a bitmap in a
 * ring of words, where moving the window clears words and shifts nothing (RFC 6479). Not safe for
 * several threads.
 */
final class ReplayWindow {

  static final int MINIMUM = 32;
  static final int MAXIMUM = 65_536;

  private static final long LOW = 0xFFFF_FFFFL;

  private final int size;
  private final boolean extended;
  private final long[] words;
  private long highest;

  /**
   * @param size packets
   * @param extended whether the numbers have 64 bits, of which packets carry the lower 32
   * @param received the highest number that has come, after which none is admitted that is not
   *     higher; 0 for none
   */
  ReplayWindow(int size, boolean extended, long received) {
    if (size < MINIMUM || size > MAXIMUM) {
      throw new IllegalArgumentException(
          "replay window of " + size + ": it has " + MINIMUM + " to " + MAXIMUM + " packets");
    }
    if (received < 0 || received > SequenceBlock.highest(extended)) {
      throw new IllegalArgumentException("sequence number " + received);
    }
    this.size = size;
    this.extended = extended;
    // One word more than the window: the highest number's word may be part of the next round.
    this.words = new long[Math.ceilDiv(size, Long.SIZE) + 1];
    this.highest = received;
    for (long number = Math.max(1, received - size + 1); number <= received; number++) {
      words[word(number)] |= bit(number);
    }
  }

  long highest() {
    return highest;
  }

  /**
   * The whole number of a packet that carries {@code low} (RFC 4303 appendix A2.2): the one that
   * lies in the window or to its right, nearest.
   */
  long whole(int low) {
    long number = Integer.toUnsignedLong(low);
    if (!extended) {
      return number;
    }
    long bottom = highest - size + 1;
    long round = highest & ~LOW;
    if ((highest & LOW) >= size - 1) {
      return number >= (bottom & LOW) ? round + number : round + LOW + 1 + number;
    }
    // The window reaches back into the round before, unless this is the first.
    return number >= (bottom & LOW) && round != 0 ? round - LOW - 1 + number : round + number;
  }

  /** Whether {@code number} is neither a repetition nor left of the window; 0 is never sent. */
  boolean admits(long number) {
    if (number > highest) {
      return true;
    }
    return number > 0 && highest - number < size && (words[word(number)] & bit(number)) == 0;
  }

  /**
   * Records a number that {@link #admits} admitted, after its packet passed the integrity check.
   */
  void record(long number) {
    if (number > highest) {
      moveTo(number);
    }
    words[word(number)] |= bit(number);
  }

  private void moveTo(long number) {
    long from = highest / Long.SIZE;
    long steps = Math.min(number / Long.SIZE - from, words.length);
    for (long step = 1; step <= steps; step++) {
      words[(int) ((from + step) % words.length)] = 0;
    }
    highest = number;
  }

  private int word(long number) {
    return (int) (number / Long.SIZE % words.length);
  }

  private static long bit(long number) {
    return 1L << number;
  }
}
