package io.gatehouse.protocol.eap;

import io.gatehouse.protocol.octets.Octets;
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
  }

  /**
   * Nothing when {@code packet} is no well-formed EAP packet; octets behind its length are ignored.
   */
  public static Optional<EapPacket> decode(Octets packet) {
    throw new UnsupportedOperationException();
  }

  public Octets encode() {
    throw new UnsupportedOperationException();
  }
}
