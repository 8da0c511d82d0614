package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Protects and opens the messages of one direction of an IKE SA (RFC 7296 section 3.14, RFC 5282,
 * RFC 7383). Immutable; may be made anew for each message at little cost.
 */
public final class MessageProtection {

  private MessageProtection() {}

  /** The protection of messages that the original initiator of the IKE SA sends. */
  public static MessageProtection ofInitiator(IkeSuite suite, IkeKeys keys) {
    throw new UnsupportedOperationException();
  }

  /** The protection of messages that the original responder of the IKE SA sends. */
  public static MessageProtection ofResponder(IkeSuite suite, IkeKeys keys) {
    throw new UnsupportedOperationException();
  }

  /** One datagram: header and Encrypted payload. */
  public Octets protect(IkeHeader header, List<Payload> payloads, SecureRandom random) {
    throw new UnsupportedOperationException();
  }

  /**
   * Datagrams with Encrypted Fragment payloads, each at most {@code maximumLength} octets long (IKE
   * header included, without IP, UDP and non-ESP marker). One plain datagram when the message fits.
   */
  public List<Octets> protectInFragments(
      IkeHeader header, List<Payload> payloads, int maximumLength, SecureRandom random) {
    throw new UnsupportedOperationException();
  }

  /**
   * Verifies and decrypts {@code encrypted}, the last payload of {@code datagram}. Nothing when the
   * check value is wrong or the padding impossible.
   */
  public Optional<Octets> open(Octets datagram, Payload.Encrypted encrypted) {
    throw new UnsupportedOperationException();
  }

  /** The same for one fragment: its piece of the chain of payloads. */
  public Optional<Octets> open(Octets datagram, Payload.EncryptedFragment fragment) {
    throw new UnsupportedOperationException();
  }
}
