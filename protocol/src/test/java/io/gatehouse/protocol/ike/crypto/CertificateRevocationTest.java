package io.gatehouse.protocol.ike.crypto;

import static io.gatehouse.protocol.ike.crypto.TestAuthority.NOW;
import static io.gatehouse.protocol.ike.crypto.TestAuthority.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.CertificateValidation.Outcome;
import io.gatehouse.protocol.ike.crypto.TestAuthority.With;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;

/** Revocation lists: present for every certificate, and never fetched. */
class CertificateRevocationTest {

  private static final TestAuthority OUTER = ROOT.authority("CN=Outer");
  private static final TestAuthority INNER =
      OUTER.authority("CN=Inner", TestKey.generate("RSA", 2048));

  @Test
  void revokedCertificatesAreRefused() {
    X509Certificate certificate = INNER.issue("CN=client");
    List<X509Certificate> chain = List.of(certificate, INNER.certificate(), OUTER.certificate());
    X509CRL root = ROOT.revocationList();
    X509CRL outer = OUTER.revocationList();
    X509CRL inner = INNER.revocationList(INNER.issue("CN=somebody else"));

    assertThat(validate(chain, List.of(root, outer, inner)))
        .isEqualTo(new Outcome.Valid(certificate));
    assertInvalid(
        validate(chain, List.of(root, outer, INNER.revocationList(certificate))),
        "CN=client: Certificate has been revoked");
    assertInvalid(
        validate(chain, List.of(root, OUTER.revocationList(INNER.certificate()), inner)),
        "CN=Inner: Certificate has been revoked");
  }

  @Test
  void everyCertificateNeedsACurrentListOfItsIssuer() {
    X509Certificate certificate = INNER.issue("CN=client");
    List<X509Certificate> chain = List.of(certificate, INNER.certificate(), OUTER.certificate());
    X509CRL root = ROOT.revocationList();
    X509CRL outer = OUTER.revocationList();
    X509CRL outdated =
        INNER.revocationList(NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(1)));
    X509CRL forged =
        new TestAuthority(INNER.certificate(), TestKey.generate("RSA", 2048)).revocationList();

    assertInvalid(validate(chain, List.of(root, outer)), "CN=client");
    assertInvalid(validate(chain, List.of(root, INNER.revocationList())), "CN=Inner");
    assertInvalid(validate(chain, List.of(outer, INNER.revocationList())), "CN=Outer");
    assertInvalid(validate(chain, List.of(root, outer, outdated)), "CN=client");
    assertInvalid(validate(chain, List.of(root, outer, forged)), "CN=client");
  }

  /** A distribution point, an OCSP responder and a caIssuers location that nobody may visit. */
  @Test
  void nothingIsFetched() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      GeneralName location =
          new GeneralName(
              GeneralName.uniformResourceIdentifier,
              "http://127.0.0.1:" + server.getLocalPort() + "/");
      X509Certificate certificate =
          ROOT.issue("CN=client", distributionPoint(location), informationAccess(location));

      assertThat(validate(List.of(certificate), List.of()))
          .isEqualTo(new Outcome.Valid(certificate));
      assertInvalid(
          validate(List.of(certificate), List.of(OUTER.revocationList())), "revocation status");
      server.setSoTimeout(1);
      assertThat(connected(server)).isFalse();
    }
  }

  private static boolean connected(ServerSocket server) throws Exception {
    try (var _ = server.accept()) {
      return true;
    } catch (SocketTimeoutException nobody) {
      return false;
    }
  }

  private static With distributionPoint(GeneralName location) {
    DistributionPointName name = new DistributionPointName(new GeneralNames(location));
    return new With(
        Extension.cRLDistributionPoints,
        false,
        new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(name, null, null)}));
  }

  private static With informationAccess(GeneralName location) {
    return new With(
        Extension.authorityInfoAccess,
        false,
        new AuthorityInformationAccess(
            new AccessDescription[] {
              new AccessDescription(AccessDescription.id_ad_ocsp, location),
              new AccessDescription(AccessDescription.id_ad_caIssuers, location)
            }));
  }

  @Test
  void aJvmThatWouldFetchIsRefused() {
    System.setProperty("com.sun.security.enableCRLDP", "true");
    try {
      assertInvalid(
          validate(List.of(ROOT.issue("CN=client")), List.of(ROOT.revocationList())),
          "com.sun.security.enableCRLDP");
    } finally {
      System.clearProperty("com.sun.security.enableCRLDP");
    }
  }

  private static void assertInvalid(Outcome outcome, String reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Invalid.class, invalid -> assertThat(invalid.reason()).contains(reason));
  }

  private static Outcome validate(List<X509Certificate> certificates, List<X509CRL> lists) {
    return CertificateValidation.validate(
        der(certificates), List.of(ROOT.certificate()), lists, NOW);
  }

  private static List<Octets> der(List<X509Certificate> certificates) {
    return certificates.stream().map(CertificateRevocationTest::der).toList();
  }

  private static Octets der(X509Certificate certificate) {
    try {
      return Octets.copyOf(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
