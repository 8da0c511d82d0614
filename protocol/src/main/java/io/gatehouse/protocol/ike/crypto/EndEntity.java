package io.gatehouse.protocol.ike.crypto;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a client's own certificate must be, beside chaining to an anchor. */
final class EndEntity {

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;

  /**
   * One of these when there is an extendedKeyUsage at all. RFC 4945 section 5.1.3.12 knows only
   * ipsecIKE and any, but clients' certificates are issued for TLS clients (clientAuth) and by
   * Apple's and Cisco's rules (ikeIntermediate). serverAuth alone is not enough: a web server's
   * certificate must not open a tunnel.
   */
  private static final Set<String> EXTENDED_USAGES =
      Set.of(
          "1.3.6.1.5.5.7.3.2", // clientAuth
          "1.3.6.1.5.5.7.3.17", // ipsecIKE
          "1.3.6.1.5.5.8.2.2", // ikeIntermediate
          "2.5.29.37.0"); // anyExtendedKeyUsage

  private EndEntity() {}

  static void requireUsage(X509Certificate certificate) {
    boolean signs =
        Optional.ofNullable(certificate.getKeyUsage())
            .map(usage -> usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION])
            .orElse(true);
    if (!signs) {
      throw new RefusedCertificateException(
          "keyUsage has neither digitalSignature nor nonRepudiation");
    }
    List<String> extended = extendedUsage(certificate);
    if (!extended.isEmpty() && extended.stream().noneMatch(EXTENDED_USAGES::contains)) {
      throw new RefusedCertificateException(
          "extendedKeyUsage has none of clientAuth, ipsecIKE, ikeIntermediate and any");
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
