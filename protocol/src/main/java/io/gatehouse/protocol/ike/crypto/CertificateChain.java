package io.gatehouse.protocol.ike.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The certificates from the end entity up to, but without, one that {@code anchor} issued.
 *
 * <p>Issuers are found step by step and without going back, unlike with the JDK's builder: a
 * stranger could make that one search all orders of many certificates that issue each other.
 */
record CertificateChain(List<X509Certificate> belowAnchor, X509Certificate anchor) {

  private static final int KEY_CERT_SIGN = 5;

  static CertificateChain build(
      List<X509Certificate> received, List<X509Certificate> anchors, Instant now) {
    List<X509Certificate> authorities =
        anchors.stream().filter(CertificateChain::mayIssue).toList();
    List<X509Certificate> chain = new ArrayList<>();
    List<X509Certificate> unused = new ArrayList<>(received);
    X509Certificate top = unused.removeFirst();
    while (true) {
      chain.add(top);
      Optional<X509Certificate> anchor = issuer(top, authorities, now);
      if (anchor.isPresent()) {
        return new CertificateChain(List.copyOf(chain), anchor.get());
      }
      top = issuer(top, unused, now).orElseThrow(noIssuer(top));
      unused.remove(top);
    }
  }

  private static Supplier<RefusedCertificateException> noIssuer(X509Certificate certificate) {
    return () ->
        new RefusedCertificateException(
            "no anchor and no certificate received is the issuer "
                + certificate.getIssuerX500Principal());
  }

  /**
   * The JDK takes any anchor for an authority, but one may be there as the certificate of a single
   * peer. Version 1 has no extension to tell the two apart.
   */
  private static boolean mayIssue(X509Certificate anchor) {
    boolean authority = anchor.getVersion() < 3 || anchor.getBasicConstraints() >= 0;
    boolean signsCertificates =
        Optional.ofNullable(anchor.getKeyUsage()).map(usage -> usage[KEY_CERT_SIGN]).orElse(true);
    return authority && signsCertificates;
  }

  /** A current one if there is: an authority that was renewed kept its name and often its key. */
  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> candidates, Instant now) {
    return candidates.stream()
        .filter(
            candidate ->
                candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .sorted(Comparator.comparing(candidate -> !isCurrent(candidate, now)))
        .filter(candidate -> signed(certificate, candidate))
        .findFirst();
  }

  private static boolean isCurrent(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey(), Providers.signatures(issuer.getPublicKey()));
      return true;
    } catch (GeneralSecurityException notItsIssuer) {
      return false;
    }
  }
}
