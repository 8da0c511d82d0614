package io.gatehouse.cluster.config.password;

import io.gatehouse.protocol.octets.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secrets of {@code service password-encryption}: obscured by a key that everybody knows, and
 * therefore no better than those in the clear. Two decimal digits say where in the key to begin;
 * two hexadecimal ones for each octet follow.
 */
public final class Type7 {

  private static final Pattern TEXT = Pattern.compile("[0-9]{2}(?:[0-9A-Fa-f]{2})+");

  private static final byte[] KEY =
      "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87".getBytes(StandardCharsets.US_ASCII);

  private Type7() {}

  /** Empty when the text is none. */
  public static Optional<Secret> reveal(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    int begin = Integer.parseInt(text.substring(0, 2));
    byte[] octets = HexFormat.of().parseHex(text, 2, text.length());
    for (int i = 0; i < octets.length; i++) {
      octets[i] ^= KEY[(begin + i) % KEY.length];
    }
    return Optional.of(Secret.owned(octets));
  }
}
