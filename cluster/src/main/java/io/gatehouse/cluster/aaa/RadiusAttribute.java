package io.gatehouse.cluster.aaa;

import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * One attribute of a RADIUS packet (RFC 2865 section 5).
 *
 * @param value without type and length; of a vendor-specific attribute, without its vendor header
 */
public record RadiusAttribute(AttributeType type, Octets value) {

  /** The longest value that an attribute can carry, in octets. */
  public static final int MAXIMUM_LENGTH = 253;

  /** What remains of it inside Vendor-Specific: vendor id, vendor type and vendor length. */
  public static final int MAXIMUM_VENDOR_LENGTH = MAXIMUM_LENGTH - 6;

  /** UTF-8, cut at a character's end when it would be too long. */
  public static RadiusAttribute text(AttributeType type, String text) {
    return new RadiusAttribute(type, utf8(text, MAXIMUM_LENGTH));
  }

  /** {@code name=value}, cut at a character's end when it would be too long. */
  public static RadiusAttribute avPair(String name, String value) {
    return new RadiusAttribute(
        AttributeType.CISCO_AVPAIR, utf8(name + "=" + value, MAXIMUM_VENDOR_LENGTH));
  }

  public static RadiusAttribute integer(AttributeType type, int value) {
    return new RadiusAttribute(type, Octets.owned(ByteBuffer.allocate(4).putInt(value).array()));
  }

  public static RadiusAttribute address(AttributeType type, InetAddress address) {
    return new RadiusAttribute(type, Octets.owned(address.getAddress()));
  }

  private static Octets utf8(String text, int limit) {
    ByteBuffer encoded = ByteBuffer.allocate(limit);
    var _ =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .encode(CharBuffer.wrap(text), encoded, true);
    return Octets.from(encoded.flip());
  }

  /** Without the value: an attribute pair may hold a pre-shared key. */
  @Override
  public String toString() {
    return type.dictionaryName() + "(" + value.length() + " octets)";
  }
}
