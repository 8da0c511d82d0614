package io.gatehouse.client.initiator;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A device's key, with its certificate and that of the authority. */
final class TestDevice {

  private TestDevice() {}

  static Credentials.Certificate issue(String algorithm, int size) {
    try {
      KeyPair authority = keyPair("EC", 256);
      KeyPair device = keyPair(algorithm, size);
      X509v3CertificateBuilder root =
          builder("CN=Devices", authority)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return new Credentials.Certificate(
          device.getPrivate(),
          List.of(signed(builder("CN=laptop", device), authority), signed(root, authority)));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keyPair(String algorithm, int size) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(String subject, KeyPair pair) {
    return new JcaX509v3CertificateBuilder(
        new X500Name("CN=Devices"),
        BigInteger.valueOf(subject.length()),
        Date.from(Pairings.NOW.minus(Duration.ofDays(1))),
        Date.from(Pairings.NOW.plus(Duration.ofDays(1))),
        new X500Name(subject),
        pair.getPublic());
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair authority)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
  }
}
