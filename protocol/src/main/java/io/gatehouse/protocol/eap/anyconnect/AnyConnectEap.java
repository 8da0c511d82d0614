package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The wire format of AnyConnect-EAP: an EAP packet of the Expanded Type (RFC 3748 section 5.7) with
 * vendor 9 (Cisco) and vendor type "DBRP", then TLVs up to its end: 16 bits of type, 16 bits of
 * data length, data; big-endian, without padding or count.
 */
public final class AnyConnectEap {

  /** Vendor 9, 24 bits, and vendor type "DBRP", 32 bits. */
  private static final Octets METHOD = Octets.hex("00000944425250");

  private static final int MAXIMUM_TLVS = 64;

  private AnyConnectEap() {}

  /** What {@link #decode} makes of an octet string: it never throws. */
  public sealed interface Decoded {}

  /** A request or a response of this method. */
  public record Message(EapPacket.Code code, int identifier, List<Tlv> tlvs) implements Decoded {
    public Message {
      tlvs = List.copyOf(tlvs);
    }

    public static Message ofXml(EapPacket.Code code, int identifier, Octets document) {
      return new Message(code, identifier, List.of(new Tlv(Tlv.XML, document)));
    }

    /** The document: the last one that is not empty, when there are several. */
    public Optional<Octets> xml() {
      return last(Tlv.XML);
    }

    Optional<Octets> certificates() {
      return last(Tlv.CERTIFICATES);
    }

    Optional<Octets> signature() {
      return last(Tlv.SIGNATURE);
    }

    private Optional<Octets> last(int type) {
      return tlvs.stream()
          .filter(tlv -> tlv.type() == type && !tlv.data().isEmpty())
          .map(Tlv::data)
          .reduce((first, last) -> last);
    }

    public Octets encode() {
      return AnyConnectEap.encode(this);
    }
  }

  /** A well-formed EAP packet that is not of this method: Success, Failure, a Nak, ... */
  public record OtherPacket(EapPacket packet) implements Decoded {}

  /** Anything else; {@code reason} is for the operator's log. */
  public record Malformed(String reason) implements Decoded {}

  public static Decoded decode(Octets octets) {
    Optional<EapPacket> packet = EapPacket.decode(octets);
    if (packet.isEmpty()) {
      return new Malformed("no well-formed EAP packet");
    }
    return ofThisMethod(packet.get()) ? decodeTlvs(packet.get()) : new OtherPacket(packet.get());
  }

  private static boolean ofThisMethod(EapPacket packet) {
    return packet.type().equals(OptionalInt.of(EapPacket.TYPE_EXPANDED))
        && packet.data().startsWith(METHOD);
  }

  private static Decoded decodeTlvs(EapPacket packet) {
    ByteBuffer buffer = packet.data().buffer().position(METHOD.length());
    List<Tlv> tlvs = new ArrayList<>();
    while (buffer.remaining() >= Tlv.HEADER_LENGTH) {
      int type = Short.toUnsignedInt(buffer.getShort());
      int length = Short.toUnsignedInt(buffer.getShort());
      if (length > buffer.remaining()) {
        return new Malformed("TLV " + type + " is longer than its EAP packet");
      }
      if (tlvs.size() == MAXIMUM_TLVS) {
        return new Malformed("more than " + MAXIMUM_TLVS + " TLVs");
      }
      tlvs.add(new Tlv(type, Octets.from(buffer.slice(buffer.position(), length))));
      buffer.position(buffer.position() + length);
    }
    return zeros(buffer)
        ? new Message(packet.code(), packet.identifier(), tlvs)
        : new Malformed("octets behind the last TLV");
  }

  /** Up to three zero octets may follow the last TLV: padding, if somebody pads. */
  private static boolean zeros(ByteBuffer rest) {
    while (rest.hasRemaining()) {
      if (rest.get() != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws IllegalArgumentException when the message does not fit into an EAP packet
   */
  static Octets encode(Message message) {
    List<Octets> parts = new ArrayList<>();
    parts.add(METHOD);
    for (Tlv tlv : message.tlvs()) {
      parts.add(header(tlv));
      parts.add(tlv.data());
    }
    return new EapPacket(
            message.code(),
            message.identifier(),
            OptionalInt.of(EapPacket.TYPE_EXPANDED),
            Octets.concat(parts))
        .encode();
  }

  private static Octets header(Tlv tlv) {
    ByteBuffer header = ByteBuffer.allocate(Tlv.HEADER_LENGTH);
    header.putShort((short) tlv.type()).putShort((short) tlv.data().length());
    return Octets.owned(header.array());
  }
}
