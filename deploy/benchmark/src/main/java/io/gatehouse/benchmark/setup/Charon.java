package io.gatehouse.benchmark.setup;

import io.gatehouse.benchmark.node.NodeFiles;
import io.gatehouse.benchmark.node.Pki;
import io.gatehouse.benchmark.process.ProcessAccount;
import io.gatehouse.benchmark.strongswan.StrongSwan;
import io.gatehouse.benchmark.template.Template;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.FreeRadius;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** strongSwan as the headend: the load-tester's binary, and its kernel that is none. */
final class Charon implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(15);

  private final Daemon process;

  private Charon(Daemon process) {
    this.process = process;
  }

  static Charon start(Namespace host, Pki pki, String radius) {
    Path directory = host.directory().resolve("charon");
    Map<String, String> places =
        Map.of(
            "KEY", NodeFiles.KEY,
            "PASSWORD", NodeFiles.PASSWORD,
            "RADIUS", radius,
            "SECRET", FreeRadius.SHARED_SECRET);
    Template.write(Charon.class, "charon.conf", directory.resolve("strongswan.conf"), places);
    Template.write(Charon.class, "swanctl.conf", directory.resolve("swanctl.conf"), places);
    write(pki, directory);
    Daemon process =
        host.startWithOwnRuntimeDirectory(
            "charon",
            "env",
            "STRONGSWAN_CONF=" + directory.resolve("strongswan.conf"),
            StrongSwan.charon());
    String vici = "unix://" + host.runtimeDirectory().resolve("charon.vici");
    process.await(
        "ready",
        START_LIMIT,
        () -> Command.of(StrongSwan.swanctl(), "--stats", "--uri", vici).attempt().succeeded());
    Command.of(StrongSwan.swanctl(), "--load-all", "--uri", vici)
        .after("env", "SWANCTL_DIR=" + directory)
        .run();
    return new Charon(process);
  }

  private static void write(Pki pki, Path directory) {
    pki.authority().writeCertificate(directory.resolve("x509ca/ca.pem"));
    pki.rsa().writeCertificate(directory.resolve("x509/rsa.pem"));
    pki.rsa().writePrivateKey(directory.resolve("pkcs8/rsa.pem"));
    pki.ecdsa().writeCertificate(directory.resolve("x509/ecdsa.pem"));
    pki.ecdsa().writePrivateKey(directory.resolve("pkcs8/ecdsa.pem"));
  }

  ProcessAccount account() {
    return new ProcessAccount(process.pid());
  }

  @Override
  public void close() {
    process.stop();
  }
}
