package io.gatehouse.node.cluster;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** The two files of a certificate and its key. */
record PemPair(Path certificate, Path key) {

  static PemPair in(Path directory, String name) {
    return new PemPair(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
  }

  /**
   * Writes both, in place of what there is. Only the owner may read the key.
   *
   * @throws IllegalArgumentException when they cannot be written
   */
  void write(X509Certificate certificate, PrivateKey key) {
    try {
      replace(key(), "rw-------", pem("PRIVATE KEY", key.getEncoded()));
      replace(certificate(), "rw-r--r--", pem("CERTIFICATE", certificate.getEncoded()));
    } catch (IOException | CertificateEncodingException e) {
      throw new IllegalArgumentException("cannot write " + certificate() + ": " + e, e);
    }
  }

  private static String pem(String type, byte[] encoded) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(type, encoded));
    }
    return text.toString();
  }

  private static void replace(Path file, String permissions, String text) throws IOException {
    Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
    FileAttribute<?> mode =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = Files.createTempFile(directory, file.getFileName().toString(), ".draft", mode);
    try {
      Files.writeString(draft, text);
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
