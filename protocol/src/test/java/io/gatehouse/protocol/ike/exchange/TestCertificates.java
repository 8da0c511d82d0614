package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.policy.Credential;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, the headend's and the client's certificates from it, and those of a stranger. */
final class TestCertificates {

  private static final Duration VALIDITY = Duration.ofDays(30);
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final KeyPair AUTHORITY_KEY = keyPair();
  private static final KeyPair STRANGE_KEY = keyPair();

  static final X509Certificate AUTHORITY = authority("CN=Authority", AUTHORITY_KEY);
  static final Credential HEADEND = issued("vpn.example.com", AUTHORITY_KEY, "CN=Authority");
  static final Credential CLIENT = issued("alice.example.com", AUTHORITY_KEY, "CN=Authority");
  static final Credential STRANGER = issued("alice.example.com", STRANGE_KEY, "CN=Authority");

  static final Credential RSA_DEVICE = device("RSA", 2048, Headend.START.plus(VALIDITY));
  static final Credential EC_DEVICE = device("EC", 384, Headend.START.plus(VALIDITY));
  static final Credential EXPIRED = device("EC", 256, Headend.START.minusSeconds(1));

  /** May encipher keys, and not sign. */
  static final Credential ENCIPHERING =
      issued(
          "CN=laptop-07",
          keyPair(),
          AUTHORITY_KEY,
          Headend.START.plus(VALIDITY),
          new Extra(Extension.keyUsage, new KeyUsage(KeyUsage.keyEncipherment)));

  private record Extra(ASN1ObjectIdentifier type, ASN1Encodable value) {}

  private TestCertificates() {}

  /** A device of the authority, whose name is not one that IDi could have. */
  private static Credential device(String algorithm, int size, Instant until) {
    return issued("O=Example,CN=laptop-07", keyPair(algorithm, size), AUTHORITY_KEY, until);
  }

  /** A device of the authority under another name. */
  static Credential named(String subject) {
    return issued(subject, keyPair(), AUTHORITY_KEY, Headend.START.plus(VALIDITY));
  }

  static X509CRL revoking(Credential... revoked) {
    try {
      JcaX509v2CRLBuilder builder =
          new JcaX509v2CRLBuilder(
              AUTHORITY.getSubjectX500Principal(), Date.from(Headend.START.minus(VALIDITY)));
      builder.setNextUpdate(Date.from(Headend.START.plus(VALIDITY)));
      for (Credential each : revoked) {
        builder.addCRLEntry(
            each.chain().getFirst().getSerialNumber(),
            Date.from(Headend.START.minus(VALIDITY)),
            CRLReason.keyCompromise);
      }
      return new JcaX509CRLConverter()
          .getCRL(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA")
                      .build(AUTHORITY_KEY.getPrivate())));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Credential issued(String name, KeyPair issuer, String issuerName) {
    KeyPair pair = keyPair();
    X509Certificate certificate = certificate(name, pair, issuer, issuerName);
    return new Credential("TEST", List.of(certificate), pair.getPrivate());
  }

  private static Credential issued(
      String subject, KeyPair pair, KeyPair issuer, Instant until, Extra... extras) {
    try {
      JcaX509v3CertificateBuilder builder = builder("CN=Authority", subject, pair, until);
      for (Extra extra : extras) {
        builder.addExtension(extra.type(), true, extra.value());
      }
      return new Credential("TEST", List.of(signed(builder, issuer)), pair.getPrivate());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair() {
    return keyPair("EC", 256);
  }

  private static KeyPair keyPair(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate authority(String name, KeyPair pair) {
    try {
      JcaX509v3CertificateBuilder builder = builder(name, name, pair, Headend.START.plus(VALIDITY));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return signed(builder, pair);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(
      String name, KeyPair pair, KeyPair issuer, String issuerName) {
    try {
      JcaX509v3CertificateBuilder builder =
          builder(issuerName, "CN=" + name, pair, Headend.START.plus(VALIDITY));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
      return signed(builder, issuer);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JcaX509v3CertificateBuilder builder(
      String issuer, String subject, KeyPair pair, Instant until) {
    return new JcaX509v3CertificateBuilder(
        new X500Name(issuer),
        BigInteger.valueOf(SERIAL.getAndIncrement()),
        Date.from(Headend.START.minus(VALIDITY)),
        Date.from(until),
        new X500Name(subject),
        pair.getPublic());
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair issuer)
      throws Exception {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
  }
}
