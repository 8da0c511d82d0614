package io.gatehouse.node.cluster;

import io.gatehouse.cluster.membership.NodeName;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates (RFC 5280) that an authority's key signs. */
record CertificateIssue(
    X509Certificate authority, PrivateKey key, InstantSource clock, SecureRandom random) {

  private static final int SERIAL_BITS = 126;

  /** Clocks of two machines may differ. */
  private static final Duration BEFORE = Duration.ofHours(1);

  /** A certificate before its extensions. */
  private record Draft(X500Name issuer, X500Name subject, PublicKey key, Duration life) {}

  @FunctionalInterface
  private interface Extending {
    void extend(JcaX509v3CertificateBuilder certificate)
        throws IOException, GeneralSecurityException;
  }

  /** A new authority. */
  static CertificateIssue selfSigned(
      KeyPair keys, Duration life, InstantSource clock, SecureRandom random) {
    X500Name name = commonName("Gatehouse cluster authority");
    X509Certificate certificate =
        sign(
            new Draft(name, name, keys.getPublic(), life),
            keys.getPrivate(),
            clock.instant(),
            random,
            authority -> {
              authority.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
              authority.addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
              authority.addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            });
    return new CertificateIssue(certificate, keys.getPrivate(), clock, random);
  }

  /** A node is client and server of the others. */
  X509Certificate toNode(NodeName node, List<String> hosts, PublicKey nodeKey, Duration life) {
    X500Name issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
    return sign(
        new Draft(issuer, commonName(node.text()), nodeKey, life),
        key,
        clock.instant(),
        random,
        certificate -> {
          certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
          certificate.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
          certificate.addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(
                  new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                  }));
          certificate.addExtension(Extension.subjectAlternativeName, false, names(hosts));
          certificate.addExtension(
              Extension.authorityKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority));
        });
  }

  private static GeneralNames names(List<String> hosts) {
    return new GeneralNames(hosts.stream().map(CertificateIssue::name).toArray(GeneralName[]::new));
  }

  private static GeneralName name(String host) {
    try {
      return new GeneralName(GeneralName.iPAddress, InetAddress.ofLiteral(host).getHostAddress());
    } catch (IllegalArgumentException _) {
      return new GeneralName(GeneralName.dNSName, host);
    }
  }

  private static X500Name commonName(String text) {
    return new X500NameBuilder().addRDN(BCStyle.CN, text).build();
  }

  private static X509Certificate sign(
      Draft draft, PrivateKey key, Instant now, SecureRandom random, Extending extending) {
    JcaX509v3CertificateBuilder certificate =
        new JcaX509v3CertificateBuilder(
            draft.issuer(),
            new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
            Date.from(now.minus(BEFORE)),
            Date.from(now.plus(draft.life())),
            draft.subject(),
            draft.key());
    try {
      extending.extend(certificate);
      return new JcaX509CertificateConverter()
          .getCertificate(
              certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalArgumentException("the authority's key cannot sign: " + e.getMessage(), e);
    }
  }
}
