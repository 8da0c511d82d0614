package io.gatehouse.cluster.directory;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.crypto.Prf;
import java.util.Optional;

/** Algorithms as IOS prints them. */
final class AlgorithmNames {

  private AlgorithmNames() {}

  static String of(IkeSuite suite) {
    return "Encr: %s, keysize: %d, PRF: %s, Hash: %s, DH Grp:%d"
        .formatted(
            name(suite.encryption()),
            suite.keyLength(),
            name(suite.prf()),
            name(suite.integrity()),
            suite.keyExchange().id());
  }

  static String of(EspSuite suite) {
    return "Encr: %s, keysize: %d, esp_hmac: %s"
        .formatted(name(suite.encryption()), suite.keyLength(), name(suite.integrity()));
  }

  /** A transform set in the way of {@code show crypto ipsec sa}. */
  static String transform(EspSuite suite) {
    String cipher =
        switch (suite.encryption()) {
          case ENCR_AES_CBC -> "esp-%d-aes".formatted(suite.keyLength());
          case ENCR_AES_GCM_16 -> "esp-gcm %d".formatted(suite.keyLength());
          case ENCR_CHACHA20_POLY1305 -> "esp-chacha20-poly1305";
        };
    return cipher
        + suite
            .integrity()
            .map(
                integrity ->
                    switch (integrity) {
                      case AUTH_HMAC_SHA1_96 -> " esp-sha-hmac";
                      case AUTH_HMAC_SHA2_256_128 -> " esp-sha256-hmac";
                      case AUTH_HMAC_SHA2_384_192 -> " esp-sha384-hmac";
                      case AUTH_HMAC_SHA2_512_256 -> " esp-sha512-hmac";
                    })
            .orElse("");
  }

  private static String name(Encryption encryption) {
    return switch (encryption) {
      case ENCR_AES_CBC -> "AES-CBC";
      case ENCR_AES_GCM_16 -> "AES-GCM";
      case ENCR_CHACHA20_POLY1305 -> "CHACHA20-POLY1305";
    };
  }

  private static String name(Prf prf) {
    return switch (prf) {
      case PRF_HMAC_SHA1 -> "SHA1";
      case PRF_HMAC_SHA2_256 -> "SHA256";
      case PRF_HMAC_SHA2_384 -> "SHA384";
      case PRF_HMAC_SHA2_512 -> "SHA512";
    };
  }

  private static String name(Optional<Integrity> integrity) {
    if (integrity.isEmpty()) {
      return "None";
    }
    return switch (integrity.get()) {
      case AUTH_HMAC_SHA1_96 -> "SHA96";
      case AUTH_HMAC_SHA2_256_128 -> "SHA256";
      case AUTH_HMAC_SHA2_384_192 -> "SHA384";
      case AUTH_HMAC_SHA2_512_256 -> "SHA512";
    };
  }
}
