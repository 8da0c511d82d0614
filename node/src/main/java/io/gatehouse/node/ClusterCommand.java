package io.gatehouse.node;

import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.node.cluster.ClusterAuthority;
import io.gatehouse.node.cluster.MemberAddress;
import io.gatehouse.node.cluster.TlsFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse cluster …}: what concerns several nodes. */
@Command(name = "cluster", description = "Prepares the cluster of several nodes.")
final class ClusterCommand {

  /** Any: only the host of an address is in a certificate. */
  private static final int PORT = 1;

  /** {@code gatehouse cluster certificates --directory D --nodes a=10.0.0.1,b=10.0.0.2}. */
  @Command(
      name = "certificates",
      description = {
        "Makes the certificates by which nodes trust one another: in DIRECTORY an authority, when"
            + " there is none yet, and for each NODE a certificate and a key, in place of those"
            + " there are."
      })
  int certificates(
      @Option(names = "--directory", paramLabel = "DIRECTORY", required = true) Path directory,
      @Option(
              names = "--nodes",
              paramLabel = "NODE=ADDRESS",
              required = true,
              split = ",",
              description = "a node's name, and the address of its setting cluster.address")
          Map<String, String> nodes,
      @Option(
              names = "--days",
              paramLabel = "DAYS",
              defaultValue = "825",
              description = "for how long a node's certificate is valid (${DEFAULT-VALUE})")
          int days) {
    try {
      if (days < 1) {
        throw new IllegalArgumentException("expected a number of days above 0, not " + days);
      }
      nodes.forEach((_, address) -> new MemberAddress(address, PORT));
      ClusterAuthority authority =
          ClusterAuthority.open(directory, InstantSource.system(), new SecureRandom());
      nodes.forEach((name, address) -> issue(authority, name, address, Duration.ofDays(days)));
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return Main.EXIT_CONFIGURATION;
    }
  }

  private static void issue(
      ClusterAuthority authority, String name, String address, Duration life) {
    TlsFiles files = authority.issue(new NodeName(name), List.of(address), life);
    System.out.printf(
        "%s: %s, %s and %s%n", name, files.certificate(), files.key(), files.authority());
  }
}
