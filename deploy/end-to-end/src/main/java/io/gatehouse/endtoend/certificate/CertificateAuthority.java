package io.gatehouse.endtoend.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates for the headend, its clients and the RADIUS server. */
public final class CertificateAuthority {
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int SERIAL_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final Identity authority;

  public CertificateAuthority(String name, KeyType keyType) {
    KeyPair keys = keyType.generate();
    X500Principal subject = new X500Principal("CN=" + name + ",O=Gatehouse Laboratory");
    JcaX509v3CertificateBuilder builder = builder(subject, subject, keys);
    add(builder, Extension.basicConstraints, true, new BasicConstraints(true));
    add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    this.authority =
        new Identity(keyType, signed(builder, keyType, keys.getPrivate()), keys.getPrivate());
  }

  public Identity server(KeyType keyType, String host) {
    return issue(keyType, host, List.of(host), KeyPurposeId.id_kp_serverAuth);
  }

  /**
   * A server's certificate of more than 4000 octets, by means of many alternative names: a message
   * that carries it does not fit into one datagram.
   */
  public Identity largeServer(KeyType keyType, String host) {
    Stream<String> others =
        IntStream.range(0, 100).mapToObj("alternative-name-number-%03d.example.org"::formatted);
    List<String> names = Stream.concat(Stream.of(host), others).toList();
    return issue(keyType, host, names, KeyPurposeId.id_kp_serverAuth);
  }

  /**
   * A client's certificate.
   *
   * @param name the common name and, as an e-mail address or a host name, the alternative name
   */
  public Identity client(KeyType keyType, String name) {
    return issue(keyType, name, List.of(name), KeyPurposeId.id_kp_clientAuth);
  }

  /** The root certificate, for clients in this process. */
  public X509Certificate certificate() {
    return authority.certificate();
  }

  public void writeCertificate(Path file) {
    authority.writeCertificate(file);
  }

  /** Writes a revocation list that names the given certificates and no others. */
  public void writeRevocationList(Path file, Identity... revoked) {
    Date now = Date.from(Instant.now());
    JcaX509v2CRLBuilder builder =
        new JcaX509v2CRLBuilder(authority.certificate().getSubjectX500Principal(), now);
    builder.setNextUpdate(Date.from(Instant.now().plus(LIFETIME)));
    Arrays.stream(revoked)
        .map(identity -> identity.certificate().getSerialNumber())
        .forEach(serial -> builder.addCRLEntry(serial, now, CRLReason.keyCompromise));
    try {
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, authorityKeyIdentifier(authority.certificate()));
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
      byte[] der = builder.build(signer(authority.keyType(), authority.privateKey())).getEncoded();
      Pem.write(file, Pem.encode("X509 CRL", der));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Identity issue(KeyType keyType, String name, List<String> names, KeyPurposeId purpose) {
    KeyPair keys = keyType.generate();
    X500Principal subject = new X500Principal("CN=" + name + ",O=Gatehouse Laboratory");
    X500Principal issuer = authority.certificate().getSubjectX500Principal();
    JcaX509v3CertificateBuilder builder = builder(issuer, subject, keys);
    add(builder, Extension.basicConstraints, true, new BasicConstraints(false));
    add(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    add(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    add(
        builder,
        Extension.authorityKeyIdentifier,
        false,
        authorityKeyIdentifier(authority.certificate()));
    GeneralName[] alternatives =
        names.stream().map(CertificateAuthority::generalName).toArray(GeneralName[]::new);
    add(builder, Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
    X509Certificate certificate = signed(builder, authority.keyType(), authority.privateKey());
    return new Identity(keyType, certificate, keys.getPrivate());
  }

  private static AuthorityKeyIdentifier authorityKeyIdentifier(X509Certificate authority) {
    try {
      return new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralName generalName(String name) {
    return new GeneralName(name.contains("@") ? GeneralName.rfc822Name : GeneralName.dNSName, name);
  }

  private JcaX509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, KeyPair keys) {
    Instant now = Instant.now();
    BigInteger serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            serial,
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(now.plus(LIFETIME)),
            subject,
            keys.getPublic());
    try {
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      add(
          builder,
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(keys.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return builder;
  }

  private static void add(
      JcaX509v3CertificateBuilder builder,
      ASN1ObjectIdentifier type,
      boolean critical,
      ASN1Encodable value) {
    try {
      builder.addExtension(type, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate signed(
      JcaX509v3CertificateBuilder builder, KeyType type, PrivateKey key) {
    try {
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer(type, key)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ContentSigner signer(KeyType type, PrivateKey key) {
    try {
      return new JcaContentSignerBuilder(type.signatureAlgorithm()).build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
