package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sequence numbers, and which of those that came are known (struct xfrm_replay_state_esn).
 *
 * @param sent the last number that was sent, 64 bits if they are extended, else 32
 * @param received the highest number that was received, likewise
 * @param window packets; 0 for none
 * @param bitmap of the window, as the kernel keeps it, with room for at least so many packets
 */
public record Replay(long sent, long received, int window, List<Integer> bitmap) {

  /** Packets (XFRMA_REPLAY_ESN_MAX). */
  public static final int LARGEST_WINDOW = 4096;

  /**
   * @throws IllegalArgumentException when the window is larger than the bitmap, or than the kernel
   *     takes
   */
  public Replay {
    bitmap = List.copyOf(bitmap);
    if (window < 0 || window > LARGEST_WINDOW || window > bitmap.size() * Integer.SIZE) {
      throw new IllegalArgumentException("a replay window of " + window + " packets");
    }
  }

  /** Nothing was sent or received. */
  public static Replay fresh(int window) {
    return new Replay(0, 0, window, Collections.nCopies(Math.ceilDiv(window, Integer.SIZE), 0));
  }

  /** The same, with {@code number} as the last that was sent. */
  public Replay havingSent(long number) {
    return new Replay(number, received, window, bitmap);
  }

  /** The same, after all packets up to {@code number} have come: the window admits none of them. */
  public Replay havingReceived(long number) {
    return new Replay(
        sent, number, window, Collections.nCopies(bitmap.size(), number > 0 ? -1 : 0));
  }

  void write(PayloadWriter to) {
    to.u32(bitmap.size()).u32((int) sent).u32((int) received);
    to.u32((int) (sent >>> Integer.SIZE)).u32((int) (received >>> Integer.SIZE)).u32(window);
    // Without one the kernel takes it to be empty.
    if (bitmap.stream().anyMatch(word -> word != 0)) {
      bitmap.forEach(to::u32);
    }
  }

  static Replay read(PayloadReader from) {
    int words = from.u32();
    long sent = Integer.toUnsignedLong(from.u32());
    long received = Integer.toUnsignedLong(from.u32());
    sent |= (long) from.u32() << Integer.SIZE;
    received |= (long) from.u32() << Integer.SIZE;
    int window = from.u32();
    if (words < 0 || words > LARGEST_WINDOW / Integer.SIZE) {
      throw new Malformed("a replay bitmap of " + words + " words");
    }
    List<Integer> bitmap = new ArrayList<>(words);
    for (int i = 0; i < words; i++) {
      bitmap.add(from.hasRemaining() ? from.u32() : 0);
    }
    try {
      return new Replay(sent, received, window, bitmap);
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  /** The small structure (struct xfrm_replay_state), with a window of 32 packets at the most. */
  static Replay readShort(PayloadReader from, int window) {
    long sent = Integer.toUnsignedLong(from.u32());
    long received = Integer.toUnsignedLong(from.u32());
    return new Replay(sent, received, Math.min(window, Integer.SIZE), List.of(from.u32()));
  }
}
