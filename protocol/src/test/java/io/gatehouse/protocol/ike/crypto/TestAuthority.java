package io.gatehouse.protocol.ike.crypto;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certification authority for tests. */
record TestAuthority(X509Certificate certificate, KeyPair pair) {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final AtomicLong SERIAL = new AtomicLong(1000);

  static final TestAuthority ROOT = selfSigned("CN=Root", TestKey.generate("EC", 256));

  /** An extension of a certificate to be issued. */
  record With(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {}

  static TestAuthority selfSigned(String name, KeyPair pair) {
    return new TestAuthority(
        certificate(new X500Name(name), pair, name, pair.getPublic(), validity(), authority()),
        pair);
  }

  /** A subordinate authority. */
  TestAuthority authority(String name) {
    return authority(name, TestKey.generate("EC", 256));
  }

  TestAuthority authority(String name, KeyPair subordinate, With... further) {
    List<With> extensions = new ArrayList<>(authority());
    extensions.addAll(List.of(further));
    return new TestAuthority(
        certificate(subject(), pair, name, subordinate.getPublic(), validity(), extensions),
        subordinate);
  }

  X509Certificate issue(String name, With... extensions) {
    return issue(name, TestKey.P_256.pair().getPublic(), extensions);
  }

  X509Certificate issue(String name, PublicKey key, With... extensions) {
    return certificate(subject(), pair, name, key, validity(), List.of(extensions));
  }

  X509Certificate issueValid(String name, Instant from, Instant until) {
    return certificate(
        subject(),
        pair,
        name,
        TestKey.P_256.pair().getPublic(),
        new Validity(from, until),
        List.of());
  }

  /** A certificate for the name and key of another authority. */
  X509Certificate issueAuthority(TestAuthority other, Instant from, Instant until) {
    return certificate(
        subject(),
        pair,
        other.subject().toString(),
        other.pair.getPublic(),
        new Validity(from, until),
        authority());
  }

  /** Another certificate for this authority's own name and key. */
  X509Certificate renewed(Instant from, Instant until) {
    return issueAuthority(this, from, until);
  }

  X509CRL revocationList(X509Certificate... revoked) {
    return revocationList(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)), revoked);
  }

  X509CRL revocationList(Instant from, Instant until, X509Certificate... revoked) {
    try {
      JcaX509v2CRLBuilder builder =
          new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(from));
      builder.setNextUpdate(Date.from(until));
      for (X509Certificate each : revoked) {
        builder.addCRLEntry(each.getSerialNumber(), Date.from(from), CRLReason.keyCompromise);
      }
      return new JcaX509CRLConverter().getCRL(builder.build(signer(pair)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private X500Name subject() {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private record Validity(Instant from, Instant until) {}

  private static Validity validity() {
    return new Validity(NOW.minus(Duration.ofDays(30)), NOW.plus(Duration.ofDays(30)));
  }

  private static List<With> authority() {
    List<With> extensions = new ArrayList<>();
    extensions.add(new With(Extension.basicConstraints, true, new BasicConstraints(true)));
    extensions.add(
        new With(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
    return extensions;
  }

  private static X509Certificate certificate(
      X500Name issuer,
      KeyPair issuerPair,
      String subject,
      PublicKey key,
      Validity validity,
      List<With> extensions) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(validity.from()),
              Date.from(validity.until()),
              new X500Name(subject),
              key);
      for (With with : extensions) {
        builder.addExtension(with.oid(), with.critical(), with.value());
      }
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer(issuerPair)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ContentSigner signer(KeyPair pair) throws Exception {
    String algorithm =
        pair.getPublic().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    return new JcaContentSignerBuilder(algorithm).build(pair.getPrivate());
  }
}
