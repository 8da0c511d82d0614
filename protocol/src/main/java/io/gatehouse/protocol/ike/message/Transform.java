package io.gatehouse.protocol.ike.message;

import java.util.OptionalInt;

/**
 * RFC 7296 section 3.3.2.
 *
 * @param type as sent: {@link TransformType} names those that Gatehouse knows
 * @param id transform id within the type
 * @param keyLength bits, from the Key Length attribute
 * @param unknownAttributes whether an attribute other than Key Length was present, which makes the
 *     transform unacceptable (RFC 7296 section 3.3.6)
 */
public record Transform(int type, int id, OptionalInt keyLength, boolean unknownAttributes) {

  public static Transform of(TransformType type, int id) {
    return new Transform(type.number(), id, OptionalInt.empty(), false);
  }

  public static Transform of(TransformType type, int id, int keyLength) {
    return new Transform(type.number(), id, OptionalInt.of(keyLength), false);
  }

  public boolean is(TransformType wanted) {
    return type == wanted.number();
  }
}
