package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Lifetime;
import io.gatehouse.protocol.esp.SequenceBlock;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Sequence numbers of outbound states, which the kernel counts as packets. */
final class Numbering {

  private Numbering() {}

  /**
   * The numbers that an installation has.
   *
   * @throws DataPlaneException when there are none left
   */
  static SequenceBlock block(int recoveries) {
    return SequenceBlock.after(recoveries)
        .orElseThrow(
            () ->
                new DataPlaneException(
                    "the CHILD SA was recovered more than %d times: it must be rekeyed"
                        .formatted(SequenceBlock.MAXIMUM_RECOVERIES)));
  }

  /**
   * The same limits, but for packets: a state that has carried {@code packets}, with {@code sent}
   * as the last number, may carry those that are left of the block, and warns when a quarter of it
   * is.
   */
  static Lifetime within(SequenceBlock block, long sent, long packets, Lifetime lifetime) {
    long left = Math.max(0, block.last() - sent);
    long quarter = (block.last() - block.first() + 1) / 4;
    return lifetime.withPackets(packets + Math.max(1, left - quarter), packets + Math.max(1, left));
  }

  /** Which installation a state of the kernel is from, by the number that it sends next. */
  static OptionalInt recoveries(EspState outbound) {
    long next = outbound.replay().sent() + 1;
    return IntStream.rangeClosed(0, SequenceBlock.MAXIMUM_RECOVERIES)
        .filter(n -> contains(block(n), next))
        .findFirst();
  }

  private static boolean contains(SequenceBlock block, long number) {
    return block.first() <= number && number <= block.last();
  }

  /**
   * The state, going on in the same block {@code skipped} numbers further.
   *
   * @throws DataPlaneException when there are not so many left
   */
  static EspState ahead(EspState outbound, int recoveries, long skipped) {
    SequenceBlock block = block(recoveries);
    long sent = outbound.replay().sent() + skipped;
    if (sent >= block.last()) {
      throw new DataPlaneException("its sequence numbers are used up");
    }
    return outbound.numbered(
        outbound.replay().havingSent(sent),
        within(block, sent, outbound.usage().packets(), outbound.lifetime()));
  }
}
