package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Octets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The answer to a headend that asks for a second certificate: inside the document, while the first
 * stood beside it. It is written here and with nothing of the headend's code, so that the two
 * cannot share a mistake.
 */
final class SecondCertificateAnswer {

  /** By the names in the documents, the preferred first. */
  private static final List<Map.Entry<String, String>> HASHES =
      List.of(Map.entry("sha256", "SHA256"), Map.entry("sha512", "SHA512"));

  private SecondCertificateAnswer() {}

  /**
   * The document.
   *
   * @param request the headend's document, octet for octet
   * @param offered the names of hashes in it
   * @throws IllegalArgumentException when none of them is known, or the key cannot sign
   */
  static Octets to(Octets request, List<String> offered, Credentials.Certificate user) {
    Map.Entry<String, String> hash =
        HASHES.stream()
            .filter(known -> offered.contains(known.getKey()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no hash is known of " + offered));
    Base64.Encoder lines = Base64.getMimeEncoder();
    return Octets.utf8(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <config-auth client="vpn" type="auth-reply" aggregate-auth-version="2">
          <version who="vpn">5.1.2.42</version>
          <device-id>linux-64</device-id>
          <session-token/>
          <session-id/>
          <auth>
            <client-cert-chain cert-store="1M">
              <client-cert-sent-via-protocol/>
            </client-cert-chain>
            <client-cert-chain cert-store="1U">
              <client-cert cert-format="pkcs7">%s</client-cert>
              <client-cert-auth-signature hash-algorithm-chosen="%s">%s</client-cert-auth-signature>
            </client-cert-chain>
          </auth>
        </config-auth>
        """
            .formatted(
                lines.encodeToString(CertificatesOnly.encode(user.chain())),
                hash.getKey(),
                lines.encodeToString(signature(request, hash.getValue(), user))));
  }

  private static byte[] signature(
      Octets request, String hash, Credentials.Certificate certificate) {
    try {
      Signature signature = Signature.getInstance(hash + "with" + algorithm(certificate));
      signature.initSign(certificate.key());
      signature.update(request.toArray());
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key of the second certificate cannot sign", e);
    }
  }

  private static String algorithm(Credentials.Certificate certificate) {
    return switch (certificate.chain().getFirst().getPublicKey()) {
      case RSAPublicKey _ -> "RSA";
      case ECPublicKey _ -> "ECDSA";
      default ->
          throw new IllegalArgumentException(
              "the key of the second certificate is neither RSA nor EC");
    };
  }
}
