package io.gatehouse.cluster.store;

import com.typesafe.config.Config;
import io.gatehouse.protocol.octets.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Where sessions are stored, and the bounds of the store. The defaults are in reference.conf, under
 * {@code gatehouse.store}.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param node the name that this node writes into the rows it owns
 * @param keyFile the master keys, see {@link MasterKeyFile}
 * @param writers threads that write, each with a connection; 0: what suits the database
 * @param groupSize operations in one transaction, at most
 * @param commitDelay how long a transaction waits for others to join it; 0 to 100 ms
 * @param queueSize operations that may wait for one thread; more are refused
 * @param freshNumbers how many freshly minted session numbers are remembered
 * @param timeout bounds waiting in the queue, for a connection, and for an answer of the database,
 *     each; with the database away an operation fails after two to three times as long
 */
public record StoreSettings(
    String url,
    String user,
    Secret password,
    String node,
    Path keyFile,
    int writers,
    int groupSize,
    Duration commitDelay,
    int queueSize,
    int freshNumbers,
    Duration timeout) {

  private static final Duration MIN_TIMEOUT = Duration.ofMillis(250);
  private static final Duration MAX_COMMIT_DELAY = Duration.ofMillis(100);

  /**
   * @throws IllegalArgumentException when a number is out of its range, or the URL holds a password
   */
  public StoreSettings {
    if (url.toLowerCase(Locale.ROOT).contains("password=")) {
      throw new IllegalArgumentException(
          "the store's password is a setting of its own; urls get into logs");
    }
    SearchColumns.requireStorable("node name", node, SearchColumns.MAX_NAME);
    requireRange("writers", writers, 0, 64);
    requireRange("group-size", groupSize, 1, 10_000);
    if (commitDelay.isNegative() || commitDelay.compareTo(MAX_COMMIT_DELAY) > 0) {
      throw new IllegalArgumentException(
          "the store's commit-delay is 0 to 100 ms, not " + commitDelay);
    }
    requireRange("queue-size", queueSize, 1, 1_000_000);
    requireRange("fresh-numbers", freshNumbers, 0, 1_000_000);
    if (timeout.compareTo(MIN_TIMEOUT) < 0) {
      throw new IllegalArgumentException("the store's timeout is 250 ms or more, not " + timeout);
    }
  }

  /**
   * Reads the settings of a node.
   *
   * @param config the {@code gatehouse.store} block
   * @throws com.typesafe.config.ConfigException when a setting is missing or of the wrong type
   */
  public static StoreSettings from(Config config, String node) {
    return new StoreSettings(
        config.getString("url"),
        config.getString("user"),
        Secret.utf8(config.getString("password")),
        node,
        Path.of(config.getString("key-file")),
        config.getInt("writers"),
        config.getInt("group-size"),
        config.getDuration("commit-delay"),
        config.getInt("queue-size"),
        config.getInt("fresh-numbers"),
        config.getDuration("timeout"));
  }

  private static void requireRange(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the store's %s is %d to %d, not %d".formatted(setting, least, most, value));
    }
  }
}
