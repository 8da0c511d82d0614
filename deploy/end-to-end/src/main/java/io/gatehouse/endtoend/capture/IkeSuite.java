package io.gatehouse.endtoend.capture;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The algorithms that protect an IKE SA's messages, in the words of Wireshark's table of keys.
 *
 * @param readable false: Wireshark cannot decrypt this cipher
 */
public record IkeSuite(String encryption, String integrity, boolean readable) {
  private static final Pattern AEAD = Pattern.compile("gcm|ccm|poly1305");
  private static final String NO_INTEGRITY = "NONE [RFC4306]";
  private static final Map<String, String> ENCRYPTION =
      Map.of(
          "aes128", "AES-CBC-128 [RFC3602]",
          "aes192", "AES-CBC-192 [RFC3602]",
          "aes256", "AES-CBC-256 [RFC3602]",
          "aes128gcm16", "AES-GCM-128 with 16 octet ICV [RFC5282]",
          "aes256gcm16", "AES-GCM-256 with 16 octet ICV [RFC5282]");
  private static final Map<String, String> INTEGRITY =
      Map.of(
          "sha1", "HMAC_SHA1_96 [RFC2404]",
          "sha256", "HMAC_SHA2_256_128 [RFC4868]",
          "sha384", "HMAC_SHA2_384_192 [RFC4868]",
          "sha512", "HMAC_SHA2_512_256 [RFC4868]");

  /** The suite of a proposal in strongSwan's notation, such as {@code aes256-sha256-modp2048}. */
  public static IkeSuite of(String proposal) {
    String[] algorithms = proposal.split("-", -1);
    String integrity =
        AEAD.matcher(algorithms[0]).find()
            ? NO_INTEGRITY
            : Optional.ofNullable(INTEGRITY.get(algorithms[1])).orElseThrow();
    return Optional.ofNullable(ENCRYPTION.get(algorithms[0]))
        .map(encryption -> new IkeSuite(encryption, integrity, true))
        .orElseGet(() -> new IkeSuite(algorithms[0], integrity, false));
  }
}
