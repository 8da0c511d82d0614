package io.gatehouse.client.command;

import io.gatehouse.protocol.ike.crypto.IkeSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.octets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

/** Keys of IKE SAs as lines of Wireshark's {@code ikev2_decryption_table}. */
final class KeyLog {

  private final Path file;

  KeyLog(Path file) {
    this.file = file;
  }

  /** Adds a line to the file. */
  void write(IkeSa sa) {
    try {
      Files.writeString(
          file, line(sa) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the keys cannot be written to " + file, e);
    }
  }

  static String line(IkeSa sa) {
    return "%016x,%016x,%s,%s,\"%s\",%s,%s,\"%s\""
        .formatted(
            sa.initiatorSpi(),
            sa.responderSpi(),
            hex(sa.keys().skEi()),
            hex(sa.keys().skEr()),
            encryption(sa.suite()),
            hex(sa.keys().skAi()),
            hex(sa.keys().skAr()),
            sa.suite().integrity().map(KeyLog::integrity).orElse("NONE [RFC4306]"));
  }

  private static String encryption(IkeSuite suite) {
    return switch (suite.encryption()) {
      case ENCR_AES_CBC -> "AES-CBC-" + suite.keyLength() + " [RFC3602]";
      case ENCR_AES_GCM_16 -> "AES-GCM-" + suite.keyLength() + " with 16 octet ICV [RFC5282]";
      // Wireshark has no name for it and cannot decrypt it.
      case ENCR_CHACHA20_POLY1305 -> "ChaCha20-Poly1305 [RFC7634]";
    };
  }

  private static String integrity(Integrity integrity) {
    return switch (integrity) {
      case AUTH_HMAC_SHA1_96 -> "HMAC_SHA1_96 [RFC2404]";
      case AUTH_HMAC_SHA2_256_128 -> "HMAC_SHA2_256_128 [RFC4868]";
      case AUTH_HMAC_SHA2_384_192 -> "HMAC_SHA2_384_192 [RFC4868]";
      case AUTH_HMAC_SHA2_512_256 -> "HMAC_SHA2_512_256 [RFC4868]";
    };
  }

  private static String hex(Secret key) {
    return HexFormat.of().formatHex(key.reveal());
  }
}
