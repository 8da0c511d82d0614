package io.gatehouse.node.radius;

import io.gatehouse.node.radius.Reply.Code;
import io.gatehouse.node.radius.Reply.Discarded;
import io.gatehouse.node.radius.Reply.Genuine;
import io.gatehouse.node.radius.Reply.Reason;
import io.gatehouse.protocol.octets.Secret;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.tinyradius.core.RadiusPacketException;

/**
 * Decides whether a datagram is the answer to a request, and reads it. Nothing is believed before
 * both authenticators have been verified. Total: whatever the octets, there is a {@link Reply}.
 *
 * @param key shared with the server
 * @param requireMessageAuthenticator whether to discard a reply without Message-Authenticator; one
 *     with EAP-Message always needs it (RFC 3579 section 3.2)
 * @param service that was asked for
 */
record ReplyDecoder(Secret key, boolean requireMessageAuthenticator, Service service) {

  private static final int MESSAGE_AUTHENTICATOR = 80;
  private static final int EAP_MESSAGE = 79;

  /**
   * @param requestAuthenticator 16 octets
   */
  Reply decode(byte[] datagram, byte[] requestAuthenticator) {
    Optional<byte[]> trimmed = trim(datagram);
    if (trimmed.isEmpty()) {
      return new Discarded(Reason.MALFORMED);
    }
    byte[] packet = trimmed.get();
    Optional<Code> code = code(packet[0]).filter(service::isAnsweredBy);
    if (code.isEmpty()) {
      return new Discarded(Reason.UNEXPECTED_CODE);
    }
    return flaw(packet, requestAuthenticator)
        .<Reply>map(Discarded::new)
        .orElseGet(() -> read(code.get(), packet, requestAuthenticator));
  }

  /** RFC 2865 section 3: octets behind the length are padding; a length behind the end is wrong. */
  private static Optional<byte[]> trim(byte[] datagram) {
    if (datagram.length < RadiusPacket.HEADER) {
      return Optional.empty();
    }
    int length =
        Byte.toUnsignedInt(datagram[RadiusPacket.LENGTH]) << Byte.SIZE
            | Byte.toUnsignedInt(datagram[RadiusPacket.LENGTH + 1]);
    return length >= RadiusPacket.HEADER
            && length <= Math.min(datagram.length, RadiusPacket.MAXIMUM_LENGTH)
        ? Optional.of(Arrays.copyOf(datagram, length))
        : Optional.empty();
  }

  private static Optional<Code> code(byte number) {
    return switch (number) {
      case RadiusPacket.ACCESS_ACCEPT -> Optional.of(Code.ACCEPT);
      case RadiusPacket.ACCESS_REJECT -> Optional.of(Code.REJECT);
      case RadiusPacket.ACCOUNTING_RESPONSE -> Optional.of(Code.RECORDED);
      case RadiusPacket.ACCESS_CHALLENGE -> Optional.of(Code.CHALLENGE);
      default -> Optional.empty();
    };
  }

  private Optional<Reason> flaw(byte[] packet, byte[] requestAuthenticator) {
    byte[] expected = MessageAuthenticator.ofResponse(packet, requestAuthenticator, key);
    if (!MessageDigest.isEqual(expected, authenticator(packet))) {
      return Optional.of(Reason.WRONG_RESPONSE_AUTHENTICATOR);
    }
    if (!isWellFormed(packet)) {
      return Optional.of(Reason.MALFORMED);
    }
    OptionalInt at = find(MESSAGE_AUTHENTICATOR, packet);
    if (at.isEmpty()) {
      return requireMessageAuthenticator || find(EAP_MESSAGE, packet).isPresent()
          ? Optional.of(Reason.NO_MESSAGE_AUTHENTICATOR)
          : Optional.empty();
    }
    return isSigned(packet, at.getAsInt(), requestAuthenticator)
        ? Optional.empty()
        : Optional.of(Reason.WRONG_MESSAGE_AUTHENTICATOR);
  }

  private static byte[] authenticator(byte[] packet) {
    return Arrays.copyOfRange(packet, RadiusPacket.AUTHENTICATOR, RadiusPacket.HEADER);
  }

  /** Whether the attributes fill the packet. */
  private static boolean isWellFormed(byte[] packet) {
    int at = RadiusPacket.HEADER;
    while (at + 1 < packet.length && length(packet, at) >= 2) {
      at += length(packet, at);
    }
    return at == packet.length;
  }

  /** Where the first attribute of {@code type} begins in a well-formed packet. */
  private static OptionalInt find(int type, byte[] packet) {
    for (int at = RadiusPacket.HEADER; at < packet.length; at += length(packet, at)) {
      if (Byte.toUnsignedInt(packet[at]) == type) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }

  private static int length(byte[] packet, int at) {
    return Byte.toUnsignedInt(packet[at + 1]);
  }

  /** The MAC covers the reply with the request's authenticator in place of its own. */
  private boolean isSigned(byte[] packet, int at, byte[] requestAuthenticator) {
    if (length(packet, at) != MessageAuthenticator.ATTRIBUTE_LENGTH) {
      return false;
    }
    byte[] signed = packet.clone();
    System.arraycopy(
        requestAuthenticator,
        0,
        signed,
        RadiusPacket.AUTHENTICATOR,
        RadiusPacket.AUTHENTICATOR_LENGTH);
    Arrays.fill(signed, at + 2, at + MessageAuthenticator.ATTRIBUTE_LENGTH, (byte) 0);
    byte[] received =
        Arrays.copyOfRange(packet, at + 2, at + MessageAuthenticator.ATTRIBUTE_LENGTH);
    return MessageDigest.isEqual(MessageAuthenticator.of(signed, key), received);
  }

  private Reply read(Code code, byte[] packet, byte[] requestAuthenticator) {
    try {
      ReplyAttributes attributes = ReplyAttributes.of(packet);
      return new Genuine(
          code, attributes.known(), attributes.masterSessionKey(requestAuthenticator, key));
    } catch (RadiusPacketException | RuntimeException e) {
      // The library reports an attribute of a wrong length in many ways. RFC 2865 section 5: such a
      // packet is discarded.
      return new Discarded(Reason.MALFORMED);
    }
  }
}
