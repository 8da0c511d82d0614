package io.gatehouse.node.cluster;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The block {@code gatehouse.cluster}: how a node finds the others.
 *
 * @param self where the others reach this node
 * @param seedNodes whom a node asks to let it in; none: the node is a cluster of its own
 * @param tls what the nodes trust one another by; empty when they speak in the clear
 * @param drainTime how long a node that is told to end serves its clients after it has stopped
 *     being ready
 * @param loginTime how long it waits after that for logins that are in their middle
 */
public record ClusterSettings(
    MemberAddress self,
    List<MemberAddress> seedNodes,
    Optional<TlsFiles> tls,
    Duration drainTime,
    Duration loginTime) {

  /** Each node asks all of them, so a list of a few is enough. */
  private static final int MOST_SEED_NODES = 32;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /**
   * @throws IllegalArgumentException when there are too many seed nodes, or the node would wait for
   *     too long when it leaves
   */
  public ClusterSettings {
    if (seedNodes.size() > MOST_SEED_NODES) {
      throw new IllegalArgumentException(
          "expected at most " + MOST_SEED_NODES + " seed-nodes, not " + seedNodes.size());
    }
    requireWait("drain-time", drainTime);
    requireWait("login-time", loginTime);
    seedNodes = List.copyOf(seedNodes);
  }

  private static void requireWait(String name, Duration wait) {
    if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("expected a " + name + " of 0 to 10 minutes, not " + wait);
    }
  }

  /**
   * Reads the settings of a node.
   *
   * @param config the block
   * @throws IllegalArgumentException when a setting cannot be used; the message says which
   * @throws com.typesafe.config.ConfigException when a setting is missing or of the wrong type
   */
  public static ClusterSettings from(Config config) {
    int port = config.getInt("port");
    return new ClusterSettings(
        new MemberAddress(config.getString("address"), port),
        config.getStringList("seed-nodes").stream()
            .map(text -> MemberAddress.parse(text, port))
            .toList(),
        tls(config),
        config.getDuration("drain-time"),
        config.getDuration("login-time"));
  }

  private static Optional<TlsFiles> tls(Config config) {
    String text = config.getString("transport-security");
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "tls" ->
          Optional.of(
              new TlsFiles(
                  Path.of(config.getString("certificate")),
                  Path.of(config.getString("key")),
                  Path.of(config.getString("authority"))));
      case "none" -> Optional.empty();
      default ->
          throw new IllegalArgumentException(
              "transport-security: expected tls or none, not \"" + text + "\"");
    };
  }

  /** Whether the node is a cluster of its own. */
  public boolean alone() {
    return seedNodes.isEmpty();
  }
}
