package io.gatehouse.benchmark.node;

import io.gatehouse.benchmark.template.Template;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.peer.FreeRadius;
import io.gatehouse.endtoend.peer.PostgreSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
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
      Template.write(NodeFiles.class, "logback.xml", directory.resolve("logback.xml"), Map.of());
      writeKey(directory.resolve("keys"));
      return Files.writeString(directory.resolve("gatehouse.conf"), machine(directory, plan));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String policy(NodePlan plan) {
    String accounts =
        IntStream.rangeClosed(1, plan.users())
            .mapToObj(number -> "username user" + number + " password 0 " + PASSWORD)
            .collect(Collectors.joining("\n", "", "\n"));
    Map<String, String> places =
        Map.of(
            "KEY",
            KEY,
            "RADIUS",
            plan.radius(),
            "RADIUS_SECRET",
            FreeRadius.SHARED_SECRET,
            "USERS",
            plan.users() > 0 ? "local" : "group CAMPUS");
    return Template.fill(NodeFiles.class, "policy.cfg", places)
        + accounts
        + String.join("\n", plan.policy())
        + "\n";
  }

  private static String machine(Path directory, NodePlan plan) {
    String store =
        plan.database()
            .map(
                database ->
                    "  store { url = \"%s\", user = %s }\n"
                        .formatted(database.url(), PostgreSql.USER))
            .orElse("");
    Map<String, String> places =
        Map.of(
            "DIRECTORY",
            directory.toString(),
            "ADDRESS",
            Addresses.HEADEND_OUTSIDE,
            "STORE",
            store);
    return Template.fill(NodeFiles.class, "gatehouse.conf", places);
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
}
