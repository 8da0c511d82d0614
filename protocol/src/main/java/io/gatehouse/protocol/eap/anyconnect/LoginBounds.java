package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Secret;
import java.nio.charset.StandardCharsets;

/** What cannot be right is not worth asking AAA about. */
final class LoginBounds {

  /** Octets, as for any RADIUS attribute (RFC 2865 section 5). */
  private static final int MAXIMUM_USER_NAME = 253;

  /** Octets of User-Password (RFC 2865 section 5.2). */
  private static final int MAXIMUM_PASSWORD = 128;

  private LoginBounds() {}

  static boolean admits(String userName) {
    return userName.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_USER_NAME
        && userName.codePoints().noneMatch(Character::isISOControl);
  }

  static boolean admits(Secret password) {
    return password.length() <= MAXIMUM_PASSWORD;
  }
}
