package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.policy.Credential;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, the headend's and the client's certificates from it, and those of a stranger. */
final class TestCertificates {

  private static final KeyPair AUTHORITY_KEY = keyPair();
  private static final KeyPair STRANGE_KEY = keyPair();

  static final X509Certificate AUTHORITY = authority("CN=Authority", AUTHORITY_KEY);
  static final Credential HEADEND = issued("vpn.example.com", AUTHORITY_KEY, "CN=Authority");
  static final Credential CLIENT = issued("alice.example.com", AUTHORITY_KEY, "CN=Authority");
  static final Credential STRANGER = issued("alice.example.com", STRANGE_KEY, "CN=Authority");

  private TestCertificates() {}

  private static Credential issued(String name, KeyPair issuer, String issuerName) {
    KeyPair pair = keyPair();
    X509Certificate certificate = certificate(name, pair, issuer, issuerName);
    return new Credential("TEST", List.of(certificate), pair.getPrivate());
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate authority(String name, KeyPair pair) {
    try {
      JcaX509v3CertificateBuilder builder = builder(1, name, name, pair);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return signed(builder, pair);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(
      String name, KeyPair pair, KeyPair issuer, String issuerName) {
    try {
      JcaX509v3CertificateBuilder builder = builder(2, issuerName, "CN=" + name, pair);
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
      int serial, String issuer, String subject, KeyPair pair) {
    return new JcaX509v3CertificateBuilder(
        new X500Name(issuer),
        BigInteger.valueOf(serial),
        Date.from(Headend.START.minus(Duration.ofDays(30))),
        Date.from(Headend.START.plus(Duration.ofDays(30))),
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
