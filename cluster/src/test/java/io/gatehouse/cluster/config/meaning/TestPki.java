package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.trustpoint.PemFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Files as a configuration names them: an authority, an RSA and an EC server, and spoiled ones. */
public final class TestPki {

  public static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  private static final Map<String, String> FILES = files();

  private TestPki() {}

  /** Knows {@code server.pem}, {@code server-key.pem}, {@code ca.pem} and others. */
  public static PemFiles pemFiles() {
    return file ->
        FILES.containsKey(file)
            ? new PemFiles.Content.Text(text(file))
            : new PemFiles.Content.Unreadable("there is no " + file);
  }

  public static String text(String file) {
    return Objects.requireNonNull(FILES.get(file), file);
  }

  private static Map<String, String> files() {
    try {
      KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(2048);
      // Bouncy Castle's keys carry the curve inside SEC 1, as OpenSSL's files do.
      KeyPairGenerator ec = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
      ec.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair authority = ec.generateKeyPair();
      KeyPair server = rsa.generateKeyPair();
      KeyPair ecServer = ec.generateKeyPair();
      Map<String, String> files = new HashMap<>();
      files.put("ca.pem", pem(certificate("CN=Test CA", authority, authority, END)));
      files.put("server.pem", pem(certificate("CN=vpn.example.com", server, authority, END)));
      files.put("server-key.pem", pem(server.getPrivate()));
      files.put("server-pkcs8.pem", pkcs8(server.getPrivate()));
      files.put("ec.pem", pem(certificate("CN=ec.example.com", ecServer, authority, END)));
      files.put("ec-key.pem", pem(ecServer.getPrivate()));
      files.put(
          "expired.pem",
          pem(certificate("CN=old.example.com", server, authority, BEGIN.plusSeconds(60))));
      files.put("crl.pem", pem(revocationList(authority)));
      files.put("text.pem", "no PEM at all\n");
      files.put("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
      return Map.copyOf(files);
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(
      String subject, KeyPair keys, KeyPair authority, Instant end)
      throws GeneralSecurityException, OperatorCreationException {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=Test CA"),
            BigInteger.valueOf(subject.hashCode()).abs(),
            Date.from(BEGIN),
            Date.from(end),
            new X500Name(subject),
            keys.getPublic());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer(authority)));
  }

  private static Object revocationList(KeyPair authority) throws OperatorCreationException {
    var builder = new X509v2CRLBuilder(new X500Name("CN=Test CA"), Date.from(BEGIN));
    builder.setNextUpdate(Date.from(END));
    return builder.build(signer(authority));
  }

  private static ContentSigner signer(KeyPair authority) throws OperatorCreationException {
    return new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
  }

  private static String pkcs8(PrivateKey key) throws IOException {
    return pem(new JcaPKCS8Generator(key, null));
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          object instanceof JcaPKCS8Generator ? object : new JcaMiscPEMGenerator(object));
    }
    return text.toString();
  }
}
