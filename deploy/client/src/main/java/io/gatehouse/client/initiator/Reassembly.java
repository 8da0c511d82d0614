package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Octets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pieces of one fragmented message (RFC 7383 section 2.6). A piece of another message throws
 * away what there is: the headend's window is one.
 */
final class Reassembly {

  private static final int MAXIMUM_OCTETS = 64 * 1024;

  private final Map<Integer, Octets> pieces = new TreeMap<>();
  private int message = -1;
  private int total;

  /**
   * One piece.
   *
   * @param number from 1
   * @param of how many pieces there are, 0 when that is not known yet
   * @return the whole, when it is complete
   */
  Optional<Octets> add(int messageKey, int number, int of, Octets piece) {
    if (messageKey != message || (of != 0 && total != 0 && of != total)) {
      pieces.clear();
      total = 0;
    }
    message = messageKey;
    total = Math.max(total, of);
    int held = pieces.values().stream().mapToInt(Octets::length).sum();
    if (held + piece.length() <= MAXIMUM_OCTETS) {
      pieces.putIfAbsent(number, piece);
    }
    return complete() ? Optional.of(take()) : Optional.empty();
  }

  private boolean complete() {
    return total != 0 && pieces.size() == total && pieces.containsKey(total);
  }

  private Octets take() {
    Octets whole = Octets.concat(pieces.values().stream().toList());
    pieces.clear();
    total = 0;
    message = -1;
    return whole;
  }
}
