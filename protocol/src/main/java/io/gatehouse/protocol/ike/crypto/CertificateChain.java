package io.gatehouse.protocol.ike.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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

  static CertificateChain build(List<X509Certificate> received, List<X509Certificate> anchors) {
    List<X509Certificate> chain = new ArrayList<>();
    List<X509Certificate> unused = new ArrayList<>(received);
    X509Certificate top = unused.removeFirst();
    while (true) {
      chain.add(top);
      Optional<X509Certificate> anchor = issuer(top, anchors);
      if (anchor.isPresent()) {
        return new CertificateChain(List.copyOf(chain), anchor.get());
      }
      top = issuer(top, unused).orElseThrow(noIssuer(top));
      unused.remove(top);
    }
  }

  private static Supplier<RefusedCertificateException> noIssuer(X509Certificate certificate) {
    return () ->
        new RefusedCertificateException(
            "no anchor and no certificate received is the issuer "
                + certificate.getIssuerX500Principal());
  }

  private static Optional<X509Certificate> issuer(
      X509Certificate certificate, List<X509Certificate> candidates) {
    return candidates.stream()
        .filter(
            candidate ->
                candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .filter(candidate -> signed(certificate, candidate))
        .findFirst();
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
