package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.CiscoFragment;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The fragments of one message in Cisco's way: slices of the datagram before it was encrypted or
 * authenticated in pieces, so that anybody may have sent them. Immutable; one per IKE SA, which
 * bounds what a stranger can make it hold.
 *
 * @param id of the message being collected
 * @param last the number of its last fragment, once that has come
 * @param pieces by fragment number, 1 to 255
 */
public record CiscoReassembly(int id, OptionalInt last, Map<Integer, Octets> pieces) {

  /** Octets of the whole datagram. */
  public static final int MAXIMUM_LENGTH = 65536;

  private static final CiscoReassembly NOTHING =
      new CiscoReassembly(0, OptionalInt.empty(), Map.of());

  public CiscoReassembly {
    pieces = Map.copyOf(pieces);
  }

  /** What there is after a fragment. */
  public sealed interface Progress {}

  /** More fragments are needed. */
  public record Collecting(CiscoReassembly reassembly) implements Progress {}

  /**
   * A whole datagram, to be decoded like any other, but not if that gives a fragment again; the
   * next message begins with {@link #nothing}.
   */
  public record Complete(Octets datagram) implements Progress {}

  public static CiscoReassembly nothing() {
    return NOTHING;
  }

  /**
   * Adds a fragment. One with another id replaces what is here; one that contradicts what is here
   * (other octets under the same number, a second end, a number behind the end) discards it all,
   * since nothing says which of them is the client's: it will retransmit.
   */
  public Progress add(CiscoFragment fragment) {
    CiscoReassembly collected =
        !pieces.isEmpty() && fragment.id() == id
            ? this
            : new CiscoReassembly(fragment.id(), OptionalInt.empty(), Map.of());
    return collected.contradicts(fragment) ? new Collecting(NOTHING) : collected.with(fragment);
  }

  private boolean contradicts(CiscoFragment fragment) {
    int number = fragment.number();
    boolean otherOctets = !pieces.getOrDefault(number, fragment.data()).equals(fragment.data());
    boolean behindTheEnd = last.isPresent() && number > last.getAsInt();
    boolean otherEnd = last.isPresent() && fragment.last() != (number == last.getAsInt());
    boolean endTooEarly =
        fragment.last() && pieces.keySet().stream().anyMatch(known -> known > number);
    return otherOctets || behindTheEnd || otherEnd || endTooEarly;
  }

  private Progress with(CiscoFragment fragment) {
    Map<Integer, Octets> more = new TreeMap<>(pieces);
    more.put(fragment.number(), fragment.data());
    OptionalInt end = fragment.last() ? OptionalInt.of(fragment.number()) : last;
    List<Octets> parts = new ArrayList<>(more.values());
    if (parts.stream().mapToInt(Octets::length).sum() > MAXIMUM_LENGTH) {
      return new Collecting(NOTHING);
    }
    return end.isPresent() && parts.size() == end.getAsInt()
        ? new Complete(Octets.concat(parts))
        : new Collecting(new CiscoReassembly(id, end, more));
  }
}
