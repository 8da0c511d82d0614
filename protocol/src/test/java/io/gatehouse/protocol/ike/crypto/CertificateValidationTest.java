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
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateValidationTest {

  private static final TestAuthority OUTER = ROOT.authority("CN=Outer");
  private static final TestAuthority INNER =
      OUTER.authority("CN=Inner", TestKey.generate("RSA", 2048));

  @ParameterizedTest
  @EnumSource
  void aCertificateOfAnAnchorIsValidWhateverItsKey(TestKey key) {
    X509Certificate certificate = ROOT.issue("CN=client", key.pair().getPublic());

    assertThat(validate(List.of(certificate), List.of())).isEqualTo(new Outcome.Valid(certificate));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void intermediatesMayComeInAnyOrderWithStrangersAmongThem(long seed) {
    X509Certificate certificate = INNER.issue("CN=client");
    List<X509Certificate> others =
        new ArrayList<>(
            List.of(
                ROOT.certificate(),
                OUTER.certificate(),
                INNER.certificate(),
                ROOT.authority("CN=Stranger").certificate()));
    Collections.shuffle(others, new Random(seed));
    others.addFirst(certificate);

    assertThat(validate(others, List.of())).isEqualTo(new Outcome.Valid(certificate));
  }

  @Test
  void anIntermediateMayItselfBeTheAnchor() {
    X509Certificate certificate = INNER.issue("CN=client");

    assertThat(validate(List.of(certificate), List.of(), INNER.certificate()))
        .isEqualTo(new Outcome.Valid(certificate));
  }

  @Test
  void ofTwoAnchorsWithOneNameTheOneThatSignedCounts() {
    TestAuthority namesake = TestAuthority.selfSigned("CN=Root", TestKey.generate("EC", 256));
    X509Certificate certificate = ROOT.issue("CN=client");

    assertThat(
            validate(List.of(certificate), List.of(), namesake.certificate(), ROOT.certificate()))
        .isEqualTo(new Outcome.Valid(certificate));
    assertInvalid(validate(List.of(certificate), List.of(), namesake.certificate()), "issuer");
  }

  @Test
  void aMissingIntermediateIsNamed() {
    assertInvalid(
        validate(List.of(INNER.issue("CN=client"), OUTER.certificate()), List.of()),
        "no anchor and no certificate received is the issuer CN=Inner");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() {
    TestAuthority other = TestAuthority.selfSigned("CN=Other", TestKey.generate("EC", 256));

    assertInvalid(
        validate(List.of(other.issue("CN=client"), other.certificate()), List.of()),
        "issuer CN=Other");
    assertInvalid(validate(List.of(other.certificate()), List.of(), ROOT.certificate()), "");
    assertInvalid(
        CertificateValidation.validate(
            der(List.of(ROOT.issue("CN=client"))), List.of(), List.of(), NOW),
        "issuer CN=Root");
  }

  @Test
  void anEndEntityIssuesNothing() {
    KeyPair pair = TestKey.generate("EC", 256);
    X509Certificate client = ROOT.issue("CN=client", pair.getPublic());
    X509Certificate forged = new TestAuthority(client, pair).issue("CN=administrator");

    assertInvalid(validate(List.of(forged, client), List.of()), "CN=client");
  }

  @Test
  void certificatesThatIssueEachOtherEndInARefusal() {
    KeyPair pair = TestKey.generate("EC", 256);
    List<X509Certificate> circle = new ArrayList<>();
    TestAuthority authority = TestAuthority.selfSigned("CN=Circle", pair);
    for (int i = 0; i < 16; i++) {
      circle.add(authority.authority("CN=Circle", pair).certificate());
    }

    assertInvalid(
        CertificateValidation.validate(der(circle), List.of(ROOT.certificate()), List.of(), NOW),
        "keyUsage");
    circle.set(0, authority.issue("CN=client"));
    assertInvalid(validate(circle, List.of()), "issuer CN=Circle");
  }

  @Test
  void validityIsThatOfNow() {
    X509Certificate expired =
        ROOT.issueValid("CN=client", NOW.minus(Duration.ofDays(2)), NOW.minusSeconds(1));
    X509Certificate early =
        ROOT.issueValid("CN=client", NOW.plusSeconds(1), NOW.plus(Duration.ofDays(2)));

    assertInvalid(validate(List.of(expired), List.of()), "expired at 2026-03-01T11:59:59Z");
    assertInvalid(validate(List.of(early), List.of()), "valid only from 2026-03-01T12:00:01Z");
    assertThat(
            CertificateValidation.validate(
                der(List.of(expired)), List.of(ROOT.certificate()), List.of(), NOW.minusSeconds(2)))
        .isEqualTo(new Outcome.Valid(expired));
  }

  @Test
  void anExpiredIntermediateIsNamed() {
    X509Certificate certificate = INNER.issue("CN=client");

    assertInvalid(
        CertificateValidation.validate(
            der(List.of(certificate, INNER.certificate(), OUTER.certificate())),
            List.of(ROOT.certificate()),
            List.of(),
            NOW.plus(Duration.ofDays(31))),
        "expired");
  }

  @ParameterizedTest
  @CsvSource({
    KeyUsage.digitalSignature + ", true",
    KeyUsage.nonRepudiation + ", true",
    (KeyUsage.digitalSignature | KeyUsage.keyEncipherment) + ", true",
    KeyUsage.keyEncipherment + ", false",
    KeyUsage.keyAgreement + ", false",
  })
  void keyUsageMustAllowSigning(int usage, boolean allowed) {
    X509Certificate certificate =
        ROOT.issue("CN=client", new With(Extension.keyUsage, true, new KeyUsage(usage)));

    assertThat(validate(List.of(certificate), List.of()) instanceof Outcome.Valid)
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "1.3.6.1.5.5.7.3.2, true",
    "1.3.6.1.5.5.7.3.17, true",
    "1.3.6.1.5.5.8.2.2, true",
    "2.5.29.37.0, true",
    "1.3.6.1.5.5.7.3.1, false",
    "1.3.6.1.5.5.7.3.4, false",
  })
  void extendedKeyUsageMustBeOneOfIke(String purpose, boolean allowed) {
    for (boolean critical : new boolean[] {true, false}) {
      X509Certificate certificate =
          ROOT.issue(
              "CN=client",
              new With(
                  Extension.extendedKeyUsage,
                  critical,
                  new ExtendedKeyUsage(
                      KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose)))));

      assertThat(validate(List.of(certificate), List.of()) instanceof Outcome.Valid)
          .isEqualTo(allowed);
    }
  }

  @Test
  void anUnknownCriticalExtensionIsRefused() {
    With unknown =
        new With(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1"), true, new DEROctetString(new byte[1]));

    assertInvalid(validate(List.of(ROOT.issue("CN=client", unknown)), List.of()), "critical");
  }

  @Test
  void aCertificateThatIsItselfAnAnchorIsTrustedAsLongAsItIsValid() {
    X509Certificate certificate = INNER.issue("CN=client");

    assertThat(validate(List.of(certificate), List.of(), certificate))
        .isEqualTo(new Outcome.Valid(certificate));
    assertInvalid(
        CertificateValidation.validate(
            der(List.of(certificate)),
            List.of(certificate),
            List.of(),
            NOW.plus(Duration.ofDays(31))),
        "expired");
    assertInvalid(validate(List.of(ROOT.certificate()), List.of()), "keyUsage");
  }

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

  @Test
  void certificatesAreBoundedInNumberAndLength() {
    Octets certificate = der(List.of(ROOT.issue("CN=client"))).getFirst();

    assertInvalid(raw(List.of()), "0 certificates received");
    assertInvalid(raw(Collections.nCopies(17, certificate)), "17 certificates received");
    assertThat(raw(Collections.nCopies(16, certificate))).isInstanceOf(Outcome.Valid.class);
    assertInvalid(
        raw(List.of(certificate, Octets.owned(new byte[65537]))), "certificate 2: 65537 octets");
  }

  @Test
  void certificatesAreExactlyOneInDer() {
    Octets certificate = der(List.of(ROOT.issue("CN=client"))).getFirst();
    Octets pem =
        Octets.utf8(
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.array())
                + "\n-----END CERTIFICATE-----\n");

    assertInvalid(raw(List.of(pem)), "certificate 1");
    assertInvalid(raw(List.of(Octets.empty())), "certificate 1");
    assertInvalid(raw(List.of(Octets.concat(certificate, certificate))), "certificate 1");
    assertInvalid(raw(List.of(certificate.slice(0, certificate.length() - 1))), "certificate 1");
    assertInvalid(raw(List.of(Octets.utf8("no certificate at all"))), "certificate 1");
  }

  @Test
  void weakKeysAreRefusedWhereverTheyAre() {
    X509Certificate weak = ROOT.issue("CN=client", TestKey.generate("RSA", 1024).getPublic());

    assertInvalid(validate(List.of(weak), List.of()), "certificate 1: its RSA key has 1024 bits");
    assertInvalid(validate(List.of(ROOT.issue("CN=client"), weak), List.of()), "certificate 2");
  }

  @Test
  void reasonsAreOneBoundedLine() {
    TestAuthority other =
        TestAuthority.selfSigned(
            "OU=a\\0Ab" + ",OU=unit".repeat(1000), TestKey.generate("EC", 256));

    Outcome outcome = validate(List.of(other.issue("CN=client")), List.of());

    assertInvalid(outcome, "issuer");
    assertThat(((Outcome.Invalid) outcome).reason())
        .hasSizeLessThanOrEqualTo(200)
        .doesNotContain("\n");
  }

  private static void assertInvalid(Outcome outcome, String reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Invalid.class, invalid -> assertThat(invalid.reason()).contains(reason));
  }

  private static Outcome raw(List<Octets> certificates) {
    return CertificateValidation.validate(
        certificates, List.of(ROOT.certificate()), List.of(), NOW);
  }

  private static Outcome validate(
      List<X509Certificate> certificates, List<X509CRL> lists, X509Certificate... anchors) {
    return CertificateValidation.validate(
        der(certificates),
        anchors.length == 0 ? List.of(ROOT.certificate()) : List.of(anchors),
        lists,
        NOW);
  }

  private static List<Octets> der(List<X509Certificate> certificates) {
    return certificates.stream().map(CertificateValidationTest::der).toList();
  }

  private static Octets der(X509Certificate certificate) {
    try {
      return Octets.copyOf(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
