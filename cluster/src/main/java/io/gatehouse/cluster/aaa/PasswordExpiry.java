package io.gatehouse.cluster.aaa;

import io.gatehouse.protocol.octets.Octets;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * How RADIUS says that a password was right and has expired: with MS-CHAP-Error (RFC 2548 section
 * 2.1.5), an octet that is of no interest here and a text, whose error 648 (RFC 2759 section 6) is
 * ERROR_PASSWD_EXPIRED. RADIUS has no word of its own for it, and a server may send this one with
 * PAP too.
 */
final class PasswordExpiry {

  private static final Pattern ERROR_PASSWD_EXPIRED =
      Pattern.compile("(?:^.?|\\s)E=648(?![0-9])", Pattern.DOTALL);

  private PasswordExpiry() {}

  static boolean isIn(RadiusAttributes attributes) {
    return attributes
        .all(AttributeType.MS_CHAP_ERROR)
        .map(PasswordExpiry::text)
        .anyMatch(text -> ERROR_PASSWD_EXPIRED.matcher(text).find());
  }

  private static String text(Octets value) {
    return new String(value.toArray(), StandardCharsets.ISO_8859_1);
  }
}
