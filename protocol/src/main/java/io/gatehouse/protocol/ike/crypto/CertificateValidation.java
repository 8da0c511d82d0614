package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Checks a peer's certificates against one trustpoint (RFC 5280, RFC 4945). Nothing is fetched. */
public final class CertificateValidation {

  private static final int MAXIMUM_REASON = 200;

  private CertificateValidation() {}

  /** What came of it. */
  public sealed interface Outcome {
    record Valid(X509Certificate endEntity) implements Outcome {}

    /** {@code reason} is one line for the operator's log, bounded in length. */
    record Invalid(String reason) implements Outcome {}
  }

  /** Validates a client's certificates, as a headend does. */
  public static Outcome validate(
      List<Octets> certificates,
      List<X509Certificate> anchors,
      List<X509CRL> revocationLists,
      Instant now) {
    return validate(certificates, anchors, revocationLists, now, PeerRole.CLIENT);
  }

  /**
   * Validates a peer's certificates.
   *
   * @param certificates DER, as received: end entity first, the rest in any order. At most 16, each
   *     of at most 64 KiB
   * @param anchors trusted as they are, between their dates: of their extensions only those count
   *     that make an authority, and no name constraints. An end entity that is itself an anchor
   *     needs no issuer
   * @param revocationLists when not empty, every certificate below the anchor must be covered by a
   *     current list
   */
  public static Outcome validate(
      List<Octets> certificates,
      List<X509Certificate> anchors,
      List<X509CRL> revocationLists,
      Instant now,
      PeerRole role) {
    try {
      List<X509Certificate> received = ReceivedCertificates.decode(certificates);
      X509Certificate endEntity = received.getFirst();
      requireCurrent(endEntity, now);
      EndEntity.requireUsage(endEntity, role);
      if (!anchors.contains(endEntity)) {
        validatePath(CertificateChain.build(received, anchors, now), revocationLists, now);
      }
      return new Outcome.Valid(endEntity);
    } catch (RefusedCertificateException refused) {
      return new Outcome.Invalid(oneLine(refused.reason()));
    }
  }

  private static void requireCurrent(X509Certificate certificate, Instant now) {
    String subject = certificate.getSubjectX500Principal() + ": ";
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      throw new RefusedCertificateException(
          subject + "expired at " + certificate.getNotAfter().toInstant());
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      throw new RefusedCertificateException(
          subject + "valid only from " + certificate.getNotBefore().toInstant());
    }
  }

  private static void validatePath(
      CertificateChain chain, List<X509CRL> revocationLists, Instant now) {
    // RFC 5280 leaves the anchor's own dates to the application; IOS heeds them.
    requireCurrent(chain.anchor(), now);
    try {
      CertPath path = Providers.certificates().generateCertPath(chain.belowAnchor());
      Providers.certificatePaths().validate(path, parameters(chain, revocationLists, now));
    } catch (CertPathValidatorException e) {
      throw new RefusedCertificateException(at(chain, e.getIndex()) + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new RefusedCertificateException("the chain cannot be checked: " + e.getMessage());
    }
  }

  private static String at(CertificateChain chain, int index) {
    return index < 0 ? "" : chain.belowAnchor().get(index).getSubjectX500Principal() + ": ";
  }

  private static PKIXParameters parameters(
      CertificateChain chain, List<X509CRL> revocationLists, Instant now)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.anchor(), null)));
    parameters.setDate(Date.from(now));
    parameters.setRevocationEnabled(!revocationLists.isEmpty());
    if (!revocationLists.isEmpty()) {
      requireNoFetching();
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(revocationLists)));
    }
    return parameters;
  }

  /**
   * The JDK asks OCSP responders and distribution points named in a certificate only when one of
   * these is switched on, which lets a stranger aim the headend at any address.
   */
  private static void requireNoFetching() {
    if (Boolean.getBoolean("com.sun.security.enableCRLDP")
        || Boolean.parseBoolean(Security.getProperty("ocsp.enable"))) {
      throw new RefusedCertificateException(
          "com.sun.security.enableCRLDP and ocsp.enable must be off: they make the JVM fetch");
    }
  }

  private static String oneLine(String reason) {
    String printable = reason.replaceAll("\\p{Cntrl}+", " ").strip();
    return printable.length() <= MAXIMUM_REASON
        ? printable
        : printable.substring(0, MAXIMUM_REASON - 1) + "…";
  }
}
