package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;

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

  /**
   * Anything else. INVALID_SYNTAX answers it only when the message was found inside an Encrypted
   * payload (RFC 7296 section 3.10.1); what comes in the clear may be dropped.
   *
   * @param header present when at least the header could be read
   * @param reason what is wrong, in which structure and at which octet of the input; never long
   */
  public record Malformed(Optional<IkeHeader> header, String reason) implements Decoded {}

  public static Decoded decode(Octets datagram) {
    return MessageDecoder.decode(datagram);
  }

  /** Decodes the payloads inside an Encrypted payload, after decryption. */
  public static Decoded decodeInner(IkeHeader header, int firstPayload, Octets plaintext) {
    return MessageDecoder.decodeInner(header, firstPayload, plaintext);
  }

  /**
   * A message in the clear, or with an encrypted payload at its end, header included.
   *
   * @throws IllegalArgumentException when a number or a length does not fit into its field, a
   *     payload follows an encrypted one, or a transform had unknown attributes
   */
  public static Octets encode(IkeMessage message) {
    return MessageEncoder.encode(message);
  }

  /**
   * A chain of payloads without the header, for encryption. The first's type is {@link #typeOf}.
   *
   * @throws IllegalArgumentException as {@link #encode(IkeMessage)} does
   */
  public static Octets encodePayloads(List<Payload> payloads) {
    return MessageEncoder.encodePayloads(payloads);
  }

  /** One of Cisco's fragments as a datagram; {@code header} is that of the whole message. */
  public static Octets encode(IkeHeader header, CiscoFragment fragment) {
    return CiscoFragmentCodec.encode(header, fragment);
  }

  /** The payload type number of {@code payload}. */
  public static int typeOf(Payload payload) {
    return PayloadType.of(payload);
  }

  /**
   * The body of an ID payload: type, reserved octets and data, as it enters AUTH (section 2.15).
   */
  public static Octets encode(Identification identification) {
    return MessageEncoder.encode(identification);
  }
}
