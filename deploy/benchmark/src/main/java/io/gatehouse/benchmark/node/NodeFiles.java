package io.gatehouse.benchmark.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.peer.FreeRadius;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The node's configuration: the machine's, the policy, certificates, local users. */
public final class NodeFiles {

  public static final String KEY = "a-pre-shared-key-of-the-benchmark";

  /** Short, since tens of thousands of users must fit a policy of 1 MiB. */
  public static final String PASSWORD = "a-password";

  static final String AUTHORITY = "ca.pem";

  private static final int KEY_LENGTH = 32;

  private NodeFiles() {}

  /** Writes everything, and returns the machine's file, which names the others. */
  static Path write(Path directory, NodePlan plan) {
    try {
      Files.createDirectories(directory);
      writeCertificates(directory, plan.pki());
      Files.writeString(directory.resolve("policy.cfg"), policy(plan));
      Files.writeString(directory.resolve("logback.xml"), resource("logback.xml"));
      writeKey(directory.resolve("keys"));
      return Files.writeString(directory.resolve("gatehouse.conf"), machine(directory, plan));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String policy(NodePlan plan) throws IOException {
    String accounts =
        IntStream.rangeClosed(1, plan.users())
            .mapToObj(number -> "username user" + number + " password 0 " + PASSWORD)
            .collect(Collectors.joining("\n", "", "\n"));
    return resource("policy.cfg")
            .replace("@KEY@", KEY)
            .replace("@RADIUS@", plan.radius())
            .replace("@RADIUS_SECRET@", FreeRadius.SHARED_SECRET)
            .replace("@USERS@", plan.users() > 0 ? "local" : "group CAMPUS")
        + accounts
        + String.join("\n", plan.policy())
        + "\n";
  }

  private static String machine(Path directory, NodePlan plan) throws IOException {
    String store =
        plan.database()
            .map(
                _ ->
                    "  store { url = \"%s\", user = %s }\n"
                        .formatted(PostgreSql.URL, PostgreSql.USER))
            .orElse("");
    return resource("gatehouse.conf")
        .replace("@DIRECTORY@", directory.toString())
        .replace("@ADDRESS@", Addresses.HEADEND_OUTSIDE)
        .replace("@STORE@", store);
  }

  /** Of the cluster and of the store: with PostgreSQL a node makes none by itself. */
  private static void writeKey(Path file) throws IOException {
    byte[] key = new byte[KEY_LENGTH];
    new SecureRandom().nextBytes(key);
    Files.writeString(file, "1 " + Base64.getEncoder().encodeToString(key) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void writeCertificates(Path directory, Pki pki) {
    pki.authority().writeCertificate(directory.resolve(AUTHORITY));
    pki.rsa().writeCertificate(directory.resolve("rsa.pem"));
    pki.rsa().writePrivateKey(directory.resolve("rsa.key"));
    pki.ecdsa().writeCertificate(directory.resolve("ecdsa.pem"));
    pki.ecdsa().writePrivateKey(directory.resolve("ecdsa.key"));
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
