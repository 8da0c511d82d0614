package io.gatehouse.protocol.ike.crypto;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What a peer's own certificate must be, beside chaining to an anchor. */
final class EndEntity {

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;

  private EndEntity() {}

  static void requireUsage(X509Certificate certificate, PeerRole role) {
    boolean signs =
        Optional.ofNullable(certificate.getKeyUsage())
            .map(usage -> usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION])
            .orElse(true);
    if (!signs) {
      throw new RefusedCertificateException(
          "keyUsage has neither digitalSignature nor nonRepudiation");
    }
    List<String> extended = extendedUsage(certificate);
    if (!extended.isEmpty() && extended.stream().noneMatch(role::accepts)) {
      throw new RefusedCertificateException("extendedKeyUsage has none of " + role.wanted());
    }
  }

  private static List<String> extendedUsage(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getExtendedKeyUsage()).orElse(List.of());
    } catch (CertificateParsingException e) {
      throw new RefusedCertificateException("extendedKeyUsage: " + e.getMessage());
    }
  }
}
