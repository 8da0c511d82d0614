package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERSet;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnclosedCertificatesTest {

  private static final Octets SIGNED = Octets.utf8("what the client's AUTH would cover");
  private static final TestAuthority SUBORDINATE = TestAuthority.ROOT.authority("CN=Subordinate");

  @ParameterizedTest
  @CsvSource({
    "RSA_2048, SHA256withRSA",
    "RSA_3072, SHA512withRSA",
    "RSA_2048, SHA1withRSA",
    "P_256, SHA256withECDSA",
    "P_256, SHA256withECDSAinP1363Format",
    "P_384, SHA384withECDSAinP1363Format",
    "P_384, SHA256withECDSA",
    "P_521, SHA384withECDSAinP1363Format",
    "P_521, SHA512withECDSA"
  })
  void theSignerIsFoundWhateverItsKeyAndHash(TestKey key, String algorithm) throws Exception {
    X509Certificate device = device("CN=device", key);

    assertThat(signer(enclosed(device), sign(key, algorithm, SIGNED))).isEqualTo(signed(device));
  }

  @ParameterizedTest
  @CsvSource({"P_256, SHA1withECDSA", "RSA_2048, MD5withRSA"})
  void aWeakHashIsRefused(TestKey key, String algorithm) throws Exception {
    assertRefused(
        signer(enclosed(device("CN=device", key)), sign(key, algorithm, SIGNED)), "signature");
  }

  @Test
  void certificatesComeInAnyOrder() throws Exception {
    X509Certificate device = device("CN=device", TestKey.P_256);
    X509Certificate other = device("CN=other", TestKey.P_384);
    X509Certificate root = TestAuthority.ROOT.certificate();
    Octets signature = sign(TestKey.P_256, "SHA256withECDSA", SIGNED);

    List<X509Certificate> certificates = new ArrayList<>();
    Collections.addAll(certificates, root, SUBORDINATE.certificate(), other, device);
    for (int turn = 0; turn < certificates.size(); turn++) {
      Collections.rotate(certificates, 1);
      var found = signer(enclosed(certificates.toArray(X509Certificate[]::new)), signature);
      assertThat(found)
          .isInstanceOfSatisfying(
              EnclosedCertificates.Outcome.Signed.class,
              all ->
                  assertThat(all.certificates())
                      .startsWith(der(device))
                      .hasSize(4)
                      .contains(der(other), der(root)));
    }
  }

  @Test
  void anAuthoritySignsForNoDevice() throws Exception {
    Octets signature = sign(SUBORDINATE.pair().getPrivate(), "SHA256withECDSA", SIGNED);

    assertRefused(signer(enclosed(SUBORDINATE.certificate()), signature), "signature");
  }

  @Test
  void aSignatureOfOtherOctetsOrByAnotherKeyIsRefused() throws Exception {
    Octets device = enclosed(device("CN=device", TestKey.P_256));
    Octets good = sign(TestKey.P_256, "SHA256withECDSA", SIGNED);

    assertRefused(
        signer(device, sign(TestKey.P_256, "SHA256withECDSA", Octets.utf8("other"))), "signature");
    assertRefused(signer(device, sign(TestKey.P_384, "SHA384withECDSA", SIGNED)), "signature");
    assertRefused(signer(device, Octets.empty()), "signature");
    assertRefused(signer(device, good.slice(0, good.length() - 1)), "signature");
  }

  /** With indefinite lengths, without the content's OCTET STRING, and with revocation lists. */
  @Test
  void berIsRead() throws Exception {
    X509Certificate device = device("CN=device", TestKey.P_256);
    ASN1Primitive certificate = ASN1Primitive.fromByteArray(device.getEncoded());
    ASN1Primitive list =
        ASN1Primitive.fromByteArray(TestAuthority.ROOT.revocationList().getEncoded());
    Octets ber =
        contentInfo(
            new ASN1Integer(1),
            new BERSet(),
            new BERSequence(PKCSObjectIdentifiers.data),
            new BERTaggedObject(false, 0, new BERSet(certificate)),
            new BERTaggedObject(false, 1, new BERSet(list)),
            new DERSet());

    assertThat(ber.slice(0, 2)).as("indefinite").isEqualTo(Octets.hex("3080"));
    assertThat(signer(ber, sign(TestKey.P_256, "SHA256withECDSA", SIGNED)))
        .isEqualTo(signed(device));
  }

  @Test
  void theNumberOfCertificatesIsBounded() throws Exception {
    X509Certificate[] many = new X509Certificate[17];
    for (int i = 0; i < many.length; i++) {
      many[i] = device("CN=device " + i, TestKey.P_256);
    }
    Octets signature = sign(TestKey.P_256, "SHA256withECDSA", SIGNED);

    assertRefused(signer(enclosed(many), signature), "17 certificates received, not 1 to 16");
    assertRefused(
        signer(enclosed(Arrays.copyOf(many, 5)), signature),
        "5 certificates that are no authorities', more than 4");
    assertThat(signer(enclosed(Arrays.copyOf(many, 4)), signature))
        .isInstanceOf(EnclosedCertificates.Outcome.Signed.class);
  }

  @Test
  void theLengthIsBounded() {
    assertRefused(
        signer(Octets.owned(new byte[40_000]), Octets.empty()),
        "40000 octets of certificates, more than 32768");
  }

  @Test
  void nestingEndsInARefusal() {
    for (String level : List.of("3080", "a080", "2480", "3182ffff", "a082ffff")) {
      assertRefused(
          signer(Octets.hex(level.repeat(20_000 / level.length())), Octets.empty()),
          "not well-formed");
      assertRefused(
          signer(
              Octets.hex("308006092a864886f70d010702" + level.repeat(20_000 / level.length())),
              Octets.empty()),
          "not well-formed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "00",
        "0500", // NULL
        "3000",
        "300b06092a864886f70d010702", // without content
        "300d06092a864886f70d010702a000",
        "300f06092a864886f70d010702a0023000",
        "300b06092a864886f70d010701", // data
        "301906092a864886f70d010702a00c300a0201013100300031003100", // no certificates
        "301906092a864886f70d010702a00c300a020101310030003100310000", // and an octet behind
        "ff"
      })
  void whatHoldsNoCertificatesIsRefused(String hex) {
    assertThat(signer(Octets.hex(hex), Octets.empty()))
        .isInstanceOf(EnclosedCertificates.Outcome.Refused.class);
  }

  @Test
  void whatIsNoCertificateIsRefused() throws Exception {
    Octets tagged =
        contentInfo(
            new ASN1Integer(1),
            new BERSet(),
            new BERSequence(PKCSObjectIdentifiers.data),
            new BERTaggedObject(
                false, 0, new BERSet(new BERTaggedObject(false, 1, new BERSequence()))),
            new DERSet());
    Octets empty =
        contentInfo(
            new ASN1Integer(1),
            new BERSet(),
            new BERSequence(PKCSObjectIdentifiers.data),
            new BERTaggedObject(false, 0, new BERSet(new BERSequence())),
            new DERSet());

    assertRefused(signer(tagged, Octets.empty()), "0 certificates received");
    assertRefused(signer(empty, Octets.empty()), "certificate 1");
  }

  private static EnclosedCertificates.Outcome signer(Octets certificates, Octets signature) {
    return EnclosedCertificates.signer(certificates, signature, SIGNED);
  }

  private static void assertRefused(EnclosedCertificates.Outcome outcome, String reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            EnclosedCertificates.Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains(reason));
  }

  private static EnclosedCertificates.Outcome signed(X509Certificate certificate) {
    return new EnclosedCertificates.Outcome.Signed(List.of(der(certificate)));
  }

  private static X509Certificate device(String name, TestKey key) {
    return SUBORDINATE.issue(name, key.pair().getPublic());
  }

  private static Octets enclosed(X509Certificate... certificates) throws Exception {
    return Octets.owned(
        CertificateFactory.getInstance("X.509")
            .generateCertPath(List.of(certificates))
            .getEncoded("PKCS7"));
  }

  private static Octets contentInfo(ASN1Encodable... signedData) throws Exception {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.addAll(signedData);
    return Octets.owned(
        new BERSequence(
                new ASN1Encodable[] {
                  PKCSObjectIdentifiers.signedData, new BERTaggedObject(0, new BERSequence(parts))
                })
            .getEncoded());
  }

  private static Octets der(X509Certificate certificate) {
    try {
      return Octets.owned(certificate.getEncoded());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Octets sign(TestKey key, String algorithm, Octets octets) throws Exception {
    return sign(key.pair().getPrivate(), algorithm, octets);
  }

  private static Octets sign(PrivateKey key, String algorithm, Octets octets) throws Exception {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(octets.array());
    return Octets.owned(signature.sign());
  }
}
