package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.crypto.Prf;
import io.gatehouse.protocol.ike.policy.EncryptionChoice;
import java.util.Locale;

/** The algorithms behind the words of IOS. */
final class Algorithms {

  private Algorithms() {}

  /** {@code aes-cbc-256} and its like. */
  static EncryptionChoice encryption(Token word) {
    String name = lower(word);
    if (name.equals("chacha20-poly1305")) {
      return new EncryptionChoice(Encryption.ENCR_CHACHA20_POLY1305, 256);
    }
    Encryption encryption =
        name.startsWith("aes-gcm-") ? Encryption.ENCR_AES_GCM_16 : Encryption.ENCR_AES_CBC;
    return new EncryptionChoice(encryption, trailingNumber(name));
  }

  /** {@code sha256}, and {@code esp-sha256-hmac} of a transform set. */
  static Integrity integrity(Token word) {
    return switch (lower(word)) {
      case "sha512", "esp-sha512-hmac" -> Integrity.AUTH_HMAC_SHA2_512_256;
      case "sha384", "esp-sha384-hmac" -> Integrity.AUTH_HMAC_SHA2_384_192;
      case "sha256", "esp-sha256-hmac" -> Integrity.AUTH_HMAC_SHA2_256_128;
      case "sha1", "esp-sha-hmac" -> Integrity.AUTH_HMAC_SHA1_96;
      default -> throw unknown(word);
    };
  }

  static Prf prf(Token word) {
    return switch (lower(word)) {
      case "sha512" -> Prf.PRF_HMAC_SHA2_512;
      case "sha384" -> Prf.PRF_HMAC_SHA2_384;
      case "sha256" -> Prf.PRF_HMAC_SHA2_256;
      case "sha1" -> Prf.PRF_HMAC_SHA1;
      default -> throw unknown(word);
    };
  }

  /** The PRF of the same hash: IOS takes it from the integrity algorithm. */
  static Prf prf(Integrity integrity) {
    return switch (integrity) {
      case AUTH_HMAC_SHA2_512_256 -> Prf.PRF_HMAC_SHA2_512;
      case AUTH_HMAC_SHA2_384_192 -> Prf.PRF_HMAC_SHA2_384;
      case AUTH_HMAC_SHA2_256_128 -> Prf.PRF_HMAC_SHA2_256;
      case AUTH_HMAC_SHA1_96 -> Prf.PRF_HMAC_SHA1;
    };
  }

  /** {@code 19}, and {@code group19} of an IPsec profile. */
  static KeyExchangeMethod group(Token word) {
    return KeyExchangeMethod.of(trailingNumber(lower(word))).orElseThrow();
  }

  /** The grammar and this table must know the same words: nothing stands for another algorithm. */
  private static IllegalArgumentException unknown(Token word) {
    return new IllegalArgumentException("no algorithm has the name " + word);
  }

  private static int trailingNumber(String name) {
    int start = name.length();
    while (start > 0 && Character.isDigit(name.charAt(start - 1))) {
      start--;
    }
    return Integer.parseInt(name.substring(start));
  }

  private static String lower(Token word) {
    return word.text().toLowerCase(Locale.ROOT);
  }
}
