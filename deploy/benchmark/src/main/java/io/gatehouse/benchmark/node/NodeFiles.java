package io.gatehouse.benchmark.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.endtoend.certificate.CertificateAuthority;
import io.gatehouse.endtoend.certificate.Identity;
import io.gatehouse.endtoend.certificate.KeyType;
import io.gatehouse.endtoend.lab.Addresses;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The node's configuration: the machine's, the policy, certificates, local users. */
final class NodeFiles {

  static final String KEY = "a-pre-shared-key";
  static final String PASSWORD = "benchmark";
  static final String HEADEND = "headend.example.org";
  static final String AUTHORITY = "ca.pem";

  private NodeFiles() {}

  /**
   * Writes everything, and returns the machine's file, which names the others.
   *
   * @param users how many local users there are, named by numbers from 1
   * @param policy further lines
   */
  static Path write(Path directory, int users, List<String> policy) {
    try {
      Files.createDirectories(directory);
      writeCertificates(directory);
      String accounts =
          IntStream.rangeClosed(1, users)
              .mapToObj(number -> "username user" + number + " password 0 " + PASSWORD)
              .collect(Collectors.joining("\n", "", "\n"));
      String text = resource("policy.cfg").replace("@KEY@", KEY);
      Files.writeString(
          directory.resolve("policy.cfg"), text + accounts + String.join("\n", policy) + "\n");
      return Files.writeString(
          directory.resolve("gatehouse.conf"),
          resource("gatehouse.conf")
              .replace("@DIRECTORY@", directory.toString())
              .replace("@ADDRESS@", Addresses.HEADEND_OUTSIDE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeCertificates(Path directory) {
    var authority = new CertificateAuthority("Benchmark Root", KeyType.RSA_2048);
    Identity server = authority.server(KeyType.RSA_2048, HEADEND);
    authority.writeCertificate(directory.resolve(AUTHORITY));
    server.writeCertificate(directory.resolve("server.pem"));
    server.writePrivateKey(directory.resolve("server.key"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream resource = NodeFiles.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new FileNotFoundException(name);
      }
      return new String(resource.readAllBytes(), UTF_8);
    }
  }
}
