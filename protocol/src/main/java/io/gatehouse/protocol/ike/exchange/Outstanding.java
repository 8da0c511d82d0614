package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The headend's own request that waits for its response; there is at most one (window size 1).
 *
 * @param transmissions how often it was sent
 * @param nextAt when it is sent again, or given up
 */
public record Outstanding(
    int messageId, Purpose purpose, List<Octets> datagrams, int transmissions, Instant nextAt) {

  public Outstanding {
    datagrams = List.copyOf(datagrams);
  }

  Outstanding withPurpose(Purpose newPurpose) {
    return new Outstanding(messageId, newPurpose, datagrams, transmissions, nextAt);
  }

  Outstanding repeated(int newTransmissions, Instant newNextAt) {
    return new Outstanding(messageId, purpose, datagrams, newTransmissions, newNextAt);
  }

  /** Whether a response with this id answers it, or a request before the last of several. */
  boolean awaits(int id) {
    return purpose instanceof Purpose.CatchUp
        ? Integer.compareUnsigned(messageId - id, datagrams.size()) < 0
        : id == messageId;
  }

  /** What is left of several requests when the client has answered the one with this id. */
  Outstanding after(int id, Instant newNextAt) {
    List<Octets> left = datagrams.subList(datagrams.size() - (messageId - id), datagrams.size());
    return new Outstanding(messageId, purpose, left, 1, newNextAt);
  }

  /** What was asked. */
  public sealed interface Purpose {

    /** Whether neither side has other SAs when it is answered. */
    default boolean changesNothing() {
      return switch (this) {
        case Liveness _, CatchUp _, MessageIdSync _ -> true;
        case DeleteChildSa _, DeleteIkeSa _, RekeyChildSa _ -> false;
      };
    }

    /**
     * RFC 6311 section 5.1, with message id 0.
     *
     * @param nonce 4 octets, which the answer repeats: the id does not tell it from an older one
     * @param headendsNext the id of the headend's next request, which was certainly not used
     * @param clientsNext the id of the client's next request, as far as is known
     */
    record MessageIdSync(Octets nonce, int headendsNext, int clientsNext) implements Purpose {}

    /** Dead peer detection: an empty INFORMATIONAL request (RFC 7296 section 2.4). */
    record Liveness() implements Purpose {}

    /**
     * Empty INFORMATIONAL requests, of a datagram each, with all the message ids that may be the
     * next one. Only the last one's response ends it: see {@link OwnMessageIds}.
     */
    record CatchUp() implements Purpose {}

    record DeleteChildSa(int inboundSpi) implements Purpose {}

    record DeleteIkeSa(SessionEvent.Cause cause) implements Purpose {}

    /**
     * RFC 7296 section 2.8.
     *
     * @param oldSpi inbound SPI of the CHILD SA to be replaced
     * @param newSpi inbound SPI of its successor
     * @param suite the one thing that was offered
     * @param key of the key exchange, when {@code suite} has one; it is lost with the process, and
     *     then the successor is deleted
     * @param collision the client's own rekey of the same CHILD SA, answered meanwhile
     */
    record RekeyChildSa(
        int oldSpi,
        int newSpi,
        Octets nonce,
        EspSuite suite,
        Optional<EphemeralKey> key,
        Optional<Collision> collision)
        implements Purpose {

      RekeyChildSa crossedBy(Collision crossing) {
        return new RekeyChildSa(oldSpi, newSpi, nonce, suite, key, Optional.of(crossing));
      }
    }

    /**
     * Both sides rekeyed the same CHILD SA (RFC 7296 section 2.8.1).
     *
     * @param successorSpi inbound SPI of the CHILD SA that the client's exchange made
     * @param lowestNonce the lower of that exchange's two nonces
     */
    record Collision(int successorSpi, Octets lowestNonce) {}
  }
}
