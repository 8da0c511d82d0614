package io.gatehouse.cluster.config.password;

import io.gatehouse.protocol.octets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hash of a password, as {@code username NAME secret} has it: {@code $}, the type, {@code $},
 * the salt, {@code $} and the digest.
 *
 * @param salt characters, which are hashed as they are
 * @param digest in the alphabet of crypt(3)
 */
public record PasswordHash(HashType type, String salt, String digest) {

  private static final String ALPHABET = "./0-9A-Za-z";

  /** Empty when the text is no hash of the type. */
  public static Optional<PasswordHash> of(HashType type, String text) {
    Pattern pattern =
        Pattern.compile(
            "\\$%s\\$([%s]{%s})\\$([%s]{%d})"
                .formatted(
                    type.tag(), ALPHABET, type.saltLengths(), ALPHABET, type.digestLength()));
    Matcher parts = pattern.matcher(text);
    return parts.matches()
        ? Optional.of(new PasswordHash(type, parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  /** Takes tens of milliseconds on purpose, for all types but the oldest. */
  public boolean matches(Secret password) {
    byte[] salted = salt.getBytes(StandardCharsets.US_ASCII);
    String other = type.digest(password.reveal(), salted);
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  /** As it is written in a configuration. */
  public String text() {
    return "$" + type.tag() + "$" + salt + "$" + digest;
  }

  /** A hash can be guessed at, too. */
  @Override
  public String toString() {
    return "PasswordHash(type " + type.number() + ")";
  }
}
