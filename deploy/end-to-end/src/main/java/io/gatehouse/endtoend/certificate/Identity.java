package io.gatehouse.endtoend.certificate;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate with its private key. */
public record Identity(KeyType keyType, X509Certificate certificate, PrivateKey privateKey) {
  public String distinguishedName() {
    return certificate.getSubjectX500Principal().getName();
  }

  public void writeCertificate(Path file) {
    Pem.write(file, certificatePem());
  }

  /** As PKCS #8, without a password. */
  public void writePrivateKey(Path file) {
    Pem.write(file, Pem.encode("PRIVATE KEY", privateKey.getEncoded()));
  }

  String certificatePem() {
    try {
      return Pem.encode("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return distinguishedName() + " (" + keyType + ")";
  }
}
