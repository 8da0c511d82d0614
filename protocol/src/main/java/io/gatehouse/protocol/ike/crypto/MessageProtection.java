package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Protects and opens the messages of one direction of an IKE SA (RFC 7296 section 3.14, RFC 5282,
 * RFC 7383). Immutable; may be made anew for each message at little cost.
 */
public final class MessageProtection {

  private static final int GENERIC_HEADER = 4;
  private static final int FRAGMENT_HEADER = GENERIC_HEADER + 4;
  private static final int MAXIMUM_PAYLOAD = 0xffff;
  private static final int MAXIMUM_FRAGMENTS = 0xffff;
  private static final int NO_NEXT_PAYLOAD = 0;

  private final PayloadEncryption encryption;

  private MessageProtection(PayloadEncryption encryption) {
    this.encryption = encryption;
  }

  /** The protection of messages that the original initiator of the IKE SA sends. */
  public static MessageProtection ofInitiator(IkeSuite suite, IkeKeys keys) {
    return of(suite, keys.skEi(), keys.skAi());
  }

  /** The protection of messages that the original responder of the IKE SA sends. */
  public static MessageProtection ofResponder(IkeSuite suite, IkeKeys keys) {
    return of(suite, keys.skEr(), keys.skAr());
  }

  private static MessageProtection of(IkeSuite suite, Secret encryptionKey, Secret integrityKey) {
    return new MessageProtection(
        switch (suite.encryption()) {
          case ENCR_AES_GCM_16, ENCR_CHACHA20_POLY1305 ->
              new AuthenticatedEncryption(suite.encryption(), encryptionKey);
          case ENCR_AES_CBC ->
              new EncryptThenAuthenticate(
                  encryptionKey, suite.integrity().orElseThrow(), integrityKey);
        });
  }

  /**
   * One datagram: header and Encrypted payload.
   *
   * @throws IllegalArgumentException when the payloads do not fit into one payload's 65535 octets
   */
  public Octets protect(IkeHeader header, List<Payload> payloads, SecureRandom random) {
    return protect(header, firstType(payloads), MessageCodec.encodePayloads(payloads), random);
  }

  /**
   * Datagrams with Encrypted Fragment payloads, each at most {@code maximumLength} octets long (IKE
   * header included, without IP, UDP and non-ESP marker). One plain datagram when the message fits.
   *
   * @throws IllegalArgumentException when {@code maximumLength} leaves no room for content, or the
   *     message needs more than 65535 fragments
   */
  public List<Octets> protectInFragments(
      IkeHeader header, List<Payload> payloads, int maximumLength, SecureRandom random) {
    Octets chain = MessageCodec.encodePayloads(payloads);
    int whole = IkeHeader.LENGTH + GENERIC_HEADER + encryption.bodyLength(chain.length());
    if (whole <= maximumLength) {
      return List.of(protect(header, firstType(payloads), chain, random));
    }
    List<Octets> pieces = split(chain, maximumLength);
    List<Octets> datagrams = new ArrayList<>();
    for (int number = 1; number <= pieces.size(); number++) {
      Octets piece = pieces.get(number - 1);
      int first = number == 1 ? firstType(payloads) : NO_NEXT_PAYLOAD;
      datagrams.add(
          seal(
              header,
              new Payload.EncryptedFragment(
                  first, number, pieces.size(), placeholder(piece, FRAGMENT_HEADER)),
              piece,
              random));
    }
    return List.copyOf(datagrams);
  }

  /**
   * Verifies and decrypts {@code encrypted}, the last payload of {@code datagram}. Nothing when the
   * check value is wrong or the padding impossible.
   */
  public Optional<Octets> open(Octets datagram, Payload.Encrypted encrypted) {
    return open(datagram, encrypted.body(), GENERIC_HEADER);
  }

  /** The same for one fragment: its piece of the chain of payloads. */
  public Optional<Octets> open(Octets datagram, Payload.EncryptedFragment fragment) {
    return open(datagram, fragment.body(), FRAGMENT_HEADER);
  }

  private Optional<Octets> open(Octets datagram, Octets body, int payloadHeader) {
    int bodyAt = datagram.length() - body.length();
    return bodyAt < IkeHeader.LENGTH + payloadHeader
        ? Optional.empty()
        : encryption.open(datagram.array(), bodyAt);
  }

  private Octets protect(IkeHeader header, int first, Octets chain, SecureRandom random) {
    return seal(
        header, new Payload.Encrypted(first, placeholder(chain, GENERIC_HEADER)), chain, random);
  }

  /** Encodes {@code payload}, whose body is a placeholder, and writes the body over the end. */
  private Octets seal(IkeHeader header, Payload payload, Octets plaintext, SecureRandom random) {
    byte[] datagram = MessageCodec.encode(new IkeMessage(header, List.of(payload))).toArray();
    int bodyAt = datagram.length - encryption.bodyLength(plaintext.length());
    encryption.seal(datagram, bodyAt, plaintext.array(), random);
    return Octets.owned(datagram);
  }

  private Octets placeholder(Octets plaintext, int payloadHeader) {
    int length = encryption.bodyLength(plaintext.length());
    if (payloadHeader + length > MAXIMUM_PAYLOAD) {
      throw new IllegalArgumentException(
          "an Encrypted payload cannot hold " + plaintext.length() + " octets");
    }
    return Octets.owned(new byte[length]);
  }

  private List<Octets> split(Octets chain, int maximumLength) {
    int room =
        encryption.capacity(
            Math.min(maximumLength - IkeHeader.LENGTH, MAXIMUM_PAYLOAD) - FRAGMENT_HEADER);
    if (room <= 0 || Math.ceilDiv(chain.length(), room) > MAXIMUM_FRAGMENTS) {
      throw new IllegalArgumentException(
          chain.length() + " octets cannot be sent in fragments of " + maximumLength);
    }
    List<Octets> pieces = new ArrayList<>();
    for (int from = 0; from < chain.length(); from += room) {
      pieces.add(chain.slice(from, Math.min(from + room, chain.length())));
    }
    return pieces;
  }

  private static int firstType(List<Payload> payloads) {
    return payloads.isEmpty() ? NO_NEXT_PAYLOAD : MessageCodec.typeOf(payloads.getFirst());
  }
}
