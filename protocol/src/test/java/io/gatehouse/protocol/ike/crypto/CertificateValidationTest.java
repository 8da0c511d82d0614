package io.gatehouse.protocol.ike.crypto;

import static io.gatehouse.protocol.ike.crypto.TestAuthority.NOW;
import static io.gatehouse.protocol.ike.crypto.TestAuthority.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.crypto.CertificateValidation.Outcome;
import io.gatehouse.protocol.ike.crypto.TestAuthority.With;
import io.gatehouse.protocol.octets.Octets;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
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

    assertThat(validate(List.of(certificate))).isEqualTo(new Outcome.Valid(certificate));
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

    assertThat(validate(others)).isEqualTo(new Outcome.Valid(certificate));
  }

  @Test
  void anIntermediateMayItselfBeTheAnchor() {
    X509Certificate certificate = INNER.issue("CN=client");

    assertThat(validate(List.of(certificate), INNER.certificate()))
        .isEqualTo(new Outcome.Valid(certificate));
  }

  @Test
  void ofTwoAnchorsWithOneNameTheOneThatSignedCounts() {
    TestAuthority namesake = TestAuthority.selfSigned("CN=Root", TestKey.generate("EC", 256));
    X509Certificate certificate = ROOT.issue("CN=client");

    assertThat(validate(List.of(certificate), namesake.certificate(), ROOT.certificate()))
        .isEqualTo(new Outcome.Valid(certificate));
    assertInvalid(validate(List.of(certificate), namesake.certificate()), "issuer");
  }

  @Test
  void ofAnAuthorityRenewedWithItsKeyTheCurrentCertificateCounts() {
    X509Certificate expired =
        ROOT.renewed(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)));
    X509Certificate client = ROOT.issue("CN=client");

    assertThat(validate(List.of(client), expired, ROOT.certificate()))
        .isEqualTo(new Outcome.Valid(client));
    assertInvalid(validate(List.of(client), expired), "expired");
  }

  @Test
  void ofAnIntermediateRenewedWithItsKeyTheCurrentCertificateCounts() {
    X509Certificate expired =
        ROOT.issueAuthority(OUTER, NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)));
    X509Certificate client = OUTER.issue("CN=client");

    assertThat(validate(List.of(client, expired, OUTER.certificate())))
        .isEqualTo(new Outcome.Valid(client));
  }

  /** A pinned certificate of one peer is no authority over the others. */
  @Test
  void anAnchorThatIsNoAuthorityIssuesNothing() {
    KeyPair pair = TestKey.generate("EC", 256);
    X509Certificate pinned = ROOT.issue("CN=pinned", pair.getPublic());
    X509Certificate forged = new TestAuthority(pinned, pair).issue("CN=administrator");

    assertThat(validate(List.of(pinned), pinned)).isEqualTo(new Outcome.Valid(pinned));
    assertInvalid(validate(List.of(forged), pinned), "issuer CN=pinned");
  }

  /** Checking one signature with it costs as much as making one; a peer may send many such. */
  @Test
  void anRsaKeyWithALongExponentIsRefused() throws GeneralSecurityException {
    BigInteger modulus = ((RSAPublicKey) TestKey.RSA_2048.pair().getPublic()).getModulus();
    PublicKey slow =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.ONE.shiftLeft(64).setBit(0)));

    assertInvalid(validate(List.of(ROOT.issue("CN=client", slow))), "exponent has 65 bits");
  }

  @Test
  void aMissingIntermediateIsNamed() {
    assertInvalid(
        validate(List.of(INNER.issue("CN=client"), OUTER.certificate())),
        "no anchor and no certificate received is the issuer CN=Inner");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefused() {
    TestAuthority other = TestAuthority.selfSigned("CN=Other", TestKey.generate("EC", 256));

    assertInvalid(
        validate(List.of(other.issue("CN=client"), other.certificate())), "issuer CN=Other");
    assertInvalid(validate(List.of(other.certificate())), "keyUsage");
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

    assertInvalid(validate(List.of(forged, client)), "CN=client");
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
    assertInvalid(validate(circle), "issuer CN=Circle");
  }

  @Test
  void validityIsThatOfNow() {
    X509Certificate expired =
        ROOT.issueValid("CN=client", NOW.minus(Duration.ofDays(2)), NOW.minusSeconds(1));
    X509Certificate early =
        ROOT.issueValid("CN=client", NOW.plusSeconds(1), NOW.plus(Duration.ofDays(2)));

    assertInvalid(validate(List.of(expired)), "expired at 2026-03-01T11:59:59Z");
    assertInvalid(validate(List.of(early)), "valid only from 2026-03-01T12:00:01Z");
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

  @Test
  void anExpiredAnchorIsNoLongerTrusted() {
    X509Certificate certificate = ROOT.issueValid("CN=client", NOW, NOW.plus(Duration.ofDays(60)));

    assertInvalid(
        CertificateValidation.validate(
            der(List.of(certificate)),
            List.of(ROOT.certificate()),
            List.of(),
            NOW.plus(Duration.ofDays(31))),
        "CN=Root: expired");
  }

  @Test
  void anIntermediatesNameConstraintsHold() {
    GeneralSubtree example =
        new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com"));
    TestAuthority constrained =
        ROOT.authority(
            "CN=Constrained",
            TestKey.generate("EC", 256),
            new With(
                Extension.nameConstraints,
                true,
                new NameConstraints(new GeneralSubtree[] {example}, null)));
    X509Certificate inside = constrained.issue("CN=client", named("client.example.com"));
    X509Certificate outside = constrained.issue("CN=client", named("client.example.org"));

    assertThat(validate(List.of(inside, constrained.certificate())))
        .isEqualTo(new Outcome.Valid(inside));
    assertInvalid(validate(List.of(outside, constrained.certificate())), "name constraints");
  }

  private static With named(String domain) {
    return new With(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, domain)));
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

    assertThat(validate(List.of(certificate)) instanceof Outcome.Valid).isEqualTo(allowed);
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

      assertThat(validate(List.of(certificate)) instanceof Outcome.Valid).isEqualTo(allowed);
    }
  }

  @Test
  void anUnknownCriticalExtensionIsRefused() {
    With unknown =
        new With(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1"), true, new DEROctetString(new byte[1]));

    assertInvalid(validate(List.of(ROOT.issue("CN=client", unknown))), "critical");
  }

  @Test
  void aCertificateThatIsItselfAnAnchorIsTrustedAsLongAsItIsValid() {
    X509Certificate certificate = INNER.issue("CN=client");

    assertThat(validate(List.of(certificate), certificate))
        .isEqualTo(new Outcome.Valid(certificate));
    assertInvalid(
        CertificateValidation.validate(
            der(List.of(certificate)),
            List.of(certificate),
            List.of(),
            NOW.plus(Duration.ofDays(31))),
        "expired");
    assertInvalid(validate(List.of(ROOT.certificate())), "keyUsage");
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

    assertInvalid(validate(List.of(weak)), "certificate 1: its RSA key has 1024 bits");
    assertInvalid(validate(List.of(ROOT.issue("CN=client"), weak)), "certificate 2");
  }

  @Test
  void reasonsAreOneBoundedLine() {
    TestAuthority other =
        TestAuthority.selfSigned(
            "OU=a\\0Ab" + ",OU=unit".repeat(1000), TestKey.generate("EC", 256));

    Outcome outcome = validate(List.of(other.issue("CN=client")));

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

  private static Outcome validate(List<X509Certificate> certificates, X509Certificate... anchors) {
    return CertificateValidation.validate(
        der(certificates),
        anchors.length == 0 ? List.of(ROOT.certificate()) : List.of(anchors),
        List.of(),
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
