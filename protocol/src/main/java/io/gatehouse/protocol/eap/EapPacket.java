package io.gatehouse.protocol.eap;

import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * RFC 3748 section 4.
 *
 * @param identifier 0 to 255
 * @param type of a request or response, 0 to 255; 254 is Expanded, whose vendor fields are part of
 *     {@code data}
 * @param data type data; empty in Success and Failure
 */
public record EapPacket(Code code, int identifier, OptionalInt type, Octets data) {

  public static final int TYPE_IDENTITY = 1;
  public static final int TYPE_NOTIFICATION = 2;
  public static final int TYPE_NAK = 3;
  public static final int TYPE_EXPANDED = 254;

  private static final int HEADER_LENGTH = 4;
  private static final int MAXIMUM_LENGTH = 65535;

  public enum Code {
    REQUEST(1),
    RESPONSE(2),
    SUCCESS(3),
    FAILURE(4);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }

    /** Whether packets of this code have a type: Success and Failure are a bare header. */
    public boolean typed() {
      return this == REQUEST || this == RESPONSE;
    }

    static Optional<Code> of(int number) {
      return number >= 1 && number <= values().length
          ? Optional.of(values()[number - 1])
          : Optional.empty();
    }
  }

  public EapPacket {
    if (identifier < 0 || identifier > 255) {
      throw new IllegalArgumentException("an EAP identifier is 0 to 255, not " + identifier);
    }
    if (code.typed() != type.isPresent() || (!code.typed() && !data.isEmpty())) {
      throw new IllegalArgumentException("only requests and responses have a type and data");
    }
    if (HEADER_LENGTH + 1 + data.length() > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("an EAP packet cannot hold " + data.length() + " octets");
    }
  }

  public static EapPacket success(int identifier) {
    return new EapPacket(Code.SUCCESS, identifier, OptionalInt.empty(), Octets.empty());
  }

  public static EapPacket failure(int identifier) {
    return new EapPacket(Code.FAILURE, identifier, OptionalInt.empty(), Octets.empty());
  }

  /**
   * Nothing when {@code packet} is no well-formed EAP packet; octets behind its length are ignored.
   */
  public static Optional<EapPacket> decode(Octets packet) {
    if (packet.length() < HEADER_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer buffer = packet.buffer();
    Optional<Code> code = Code.of(Byte.toUnsignedInt(buffer.get()));
    int identifier = Byte.toUnsignedInt(buffer.get());
    int length = Short.toUnsignedInt(buffer.getShort());
    return code.filter(known -> fits(known, length, packet.length()))
        .map(
            known ->
                known.typed() ? typed(known, identifier, packet, length) : bare(known, identifier));
  }

  private static boolean fits(Code code, int length, int available) {
    return length <= available && (code.typed() ? length > HEADER_LENGTH : length == HEADER_LENGTH);
  }

  private static EapPacket typed(Code code, int identifier, Octets packet, int length) {
    OptionalInt type = OptionalInt.of(packet.at(HEADER_LENGTH));
    return new EapPacket(code, identifier, type, packet.slice(HEADER_LENGTH + 1, length));
  }

  private static EapPacket bare(Code code, int identifier) {
    return new EapPacket(code, identifier, OptionalInt.empty(), Octets.empty());
  }

  public Octets encode() {
    int length = HEADER_LENGTH + (type.isPresent() ? 1 : 0) + data.length();
    ByteBuffer buffer = ByteBuffer.allocate(length);
    buffer.put((byte) code.number()).put((byte) identifier).putShort((short) length);
    type.ifPresent(number -> buffer.put((byte) number));
    buffer.put(data.array());
    return Octets.owned(buffer.array());
  }
}
