package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/**
 * Octets to messages and back (RFC 7296 section 3). Starts at the IKE header: no non-ESP marker.
 */
public final class MessageCodec {

  private MessageCodec() {}

  /** What {@link #decode} makes of an octet string: it never throws. */
  public sealed interface Decoded {}

  /**
   * A message in the clear, or one whose only, or last, payload is {@link Payload.Encrypted} or
   * {@link Payload.EncryptedFragment}.
   */
  public record Whole(IkeMessage message) implements Decoded {}

  /** One of Cisco's fragments, payload type 132. */
  public record Fragment(IkeHeader header, CiscoFragment fragment) implements Decoded {}

  /** A message with another major version, to be answered with INVALID_MAJOR_VERSION. */
  public record OtherVersion(IkeHeader header) implements Decoded {}

  /** Anything else. {@code header} is present when at least the header could be read. */
  public record Malformed(java.util.Optional<IkeHeader> header, String reason) implements Decoded {}

  public static Decoded decode(Octets datagram) {
    throw new UnsupportedOperationException("codec of " + datagram.length());
  }

  /** Decodes the payloads inside an Encrypted payload, after decryption. */
  public static Decoded decodeInner(IkeHeader header, int firstPayload, Octets plaintext) {
    throw new UnsupportedOperationException();
  }

  /** A message in the clear, header included. */
  public static Octets encode(IkeMessage message) {
    throw new UnsupportedOperationException();
  }

  /**
   * A chain of payloads without the header, for encryption. The first's type is {@link #typeOf}.
   */
  public static Octets encodePayloads(List<Payload> payloads) {
    throw new UnsupportedOperationException();
  }

  /** The payload type number of {@code payload}. */
  public static int typeOf(Payload payload) {
    throw new UnsupportedOperationException();
  }

  /**
   * The body of an ID payload: type, reserved octets and data, as it enters AUTH (section 2.15).
   */
  public static Octets encode(Identification identification) {
    throw new UnsupportedOperationException();
  }
}
