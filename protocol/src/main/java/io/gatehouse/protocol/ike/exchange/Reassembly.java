package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The decrypted fragments of one message (RFC 7383 section 2.6). Immutable. Requests and responses
 * are numbered apart: each direction needs a reassembly of its own.
 *
 * @param messageId of the message being collected
 * @param total how many fragments it has; 0 before there is any
 * @param firstPayload type of the first payload of the message, 0 before fragment 1 has come
 * @param pieces by fragment number
 */
public record Reassembly(int messageId, int total, int firstPayload, Map<Integer, Octets> pieces) {

  /** Enough for 64 KiB in fragments that fit into the smallest MTU of IPv4. */
  public static final int MAXIMUM_FRAGMENTS = 255;

  /** Octets of the whole, decrypted. */
  public static final int MAXIMUM_LENGTH = 65536;

  private static final Reassembly NOTHING = new Reassembly(0, 0, 0, Map.of());

  public Reassembly {
    pieces = Map.copyOf(pieces);
  }

  /** What there is after a fragment. */
  public sealed interface Progress {}

  /** More fragments are needed. */
  public record Collecting(Reassembly reassembly) implements Progress {}

  /** The content of the message, for the decoder; the next message begins with {@link #nothing}. */
  public record Complete(int firstPayload, Octets plaintext) implements Progress {}

  public static Reassembly nothing() {
    return NOTHING;
  }

  /**
   * Whether a fragment is worth decrypting: not one that is here already, nor one of a division of
   * the message that its sender has given up for smaller fragments.
   */
  public boolean wants(int forMessage, Payload.EncryptedFragment fragment) {
    return fragment.total() <= MAXIMUM_FRAGMENTS
        && (!isOf(forMessage)
            || fragment.total() > total
            || (fragment.total() == total && !pieces.containsKey(fragment.number())));
  }

  /**
   * Adds a fragment whose check value was right. One that is not {@link #wants wanted} changes
   * nothing; one of another message, or of a division into more fragments, replaces what is here.
   *
   * @param plaintext what {@code fragment} decrypted to
   */
  public Progress add(int toMessage, Payload.EncryptedFragment fragment, Octets plaintext) {
    if (!wants(toMessage, fragment)) {
      return new Collecting(this);
    }
    Reassembly collected =
        isOf(toMessage) && fragment.total() == total
            ? this
            : new Reassembly(toMessage, fragment.total(), 0, Map.of());
    return collected.with(fragment, plaintext);
  }

  private Progress with(Payload.EncryptedFragment fragment, Octets plaintext) {
    Map<Integer, Octets> more = new TreeMap<>(pieces);
    more.put(fragment.number(), plaintext);
    int first = fragment.number() == 1 ? fragment.firstPayload() : firstPayload;
    List<Octets> parts = new ArrayList<>(more.values());
    if (parts.stream().mapToInt(Octets::length).sum() > MAXIMUM_LENGTH) {
      return new Collecting(NOTHING);
    }
    return parts.size() == total
        ? new Complete(first, Octets.concat(parts))
        : new Collecting(new Reassembly(messageId, total, first, more));
  }

  /** Without the pieces: they are in the clear, and may hold a password. */
  @Override
  public String toString() {
    return "Reassembly[" + pieces.size() + " of " + total + "]";
  }

  private boolean isOf(int message) {
    return total > 0 && message == messageId;
  }
}
