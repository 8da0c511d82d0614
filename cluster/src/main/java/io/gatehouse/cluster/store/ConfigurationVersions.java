package io.gatehouse.cluster.store;

import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.ConfigurationText;
import io.gatehouse.cluster.config.archive.ConfigurationVersion;
import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The versions of the cluster's configuration. The one with the highest number counts; the next one
 * is accepted only on top of it. Results come on a thread of the store; a failure is a {@link
 * StoreException}.
 */
public final class ConfigurationVersions {

  /** How many versions are kept, the newest ones. */
  public static final int KEPT = 100;

  private static final String COLUMNS = "SELECT number, committed_at, author, node";

  private final Database database;
  private final Queries queries;
  private final SealingKeys keys;
  private final Seal seal;
  private final ConfigurationFiles files;
  private volatile int sealedUnder;

  ConfigurationVersions(
      Database database,
      SealingKeys keys,
      SecureRandom random,
      InstantSource clock,
      Outage outage) {
    this.database = database;
    this.queries = new Queries("session-store-configuration", database, clock, outage);
    this.keys = keys;
    this.seal = new Seal(keys, random, "gatehouse configuration");
    this.files =
        new ConfigurationFiles(
            database, queries, new Seal(keys, random, "gatehouse configuration file"), clock);
  }

  /** Which files were read when nodes started. */
  public ConfigurationFiles files() {
    return files;
  }

  /** The number of the version that counts; {@link ConfigurationVersion#NONE} without any. */
  public CompletionStage<Long> newest() {
    return queries.ask(ConfigurationVersions::newest);
  }

  /** All versions that are kept, the newest first. */
  public CompletionStage<List<ConfigurationVersion>> all() {
    return queries.ask(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement(
                      COLUMNS + " FROM configuration_version ORDER BY number DESC");
              ResultSet row = select.executeQuery()) {
            List<ConfigurationVersion> versions = new ArrayList<>();
            while (row.next()) {
              versions.add(version(row));
            }
            return List.copyOf(versions);
          }
        });
  }

  /**
   * What a version says; empty when there is none of the number.
   *
   * @return fails with {@link UnreadableRecord} when it was sealed under a key that is gone
   */
  public CompletionStage<Optional<ArchivedConfiguration>> read(long number) {
    return queries.ask(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  COLUMNS + ", sealed FROM configuration_version WHERE number = ?")) {
            select.setLong(1, number);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(archived(row)) : Optional.empty();
            }
          }
        });
  }

  /**
   * Stores the next version, and forgets the oldest if there are too many.
   *
   * @return false when the version that counts is not the one before
   */
  public CompletionStage<Boolean> append(ArchivedConfiguration next) {
    long number = next.version().number();
    return queries.change(
        connection -> {
          if (newest(connection) != number - 1) {
            return false;
          }
          try {
            insert(connection, next);
          } catch (SQLException fault) {
            if (SqlFault.isDuplicate(fault)) {
              connection.rollback();
              return false;
            }
            throw fault;
          }
          forget(connection, number - KEPT);
          connection.commit();
          database.forceToDisk(connection);
          return true;
        });
  }

  /**
   * Seals anew what is sealed under an older master key, versions and digests of files, so that the
   * key may go. Costs nothing while the key is the same.
   *
   * @return how many versions and digests it was
   */
  public CompletionStage<Integer> sealAnew() {
    int key = keys.sealingId();
    return key == sealedUnder
        ? CompletableFuture.completedStage(0)
        : queries
            .change(this::sealAnew)
            .thenApply(
                count -> {
                  sealedUnder = key;
                  return count;
                });
  }

  private int sealAnew(Connection connection) throws SQLException {
    int count = files.sealAnew(connection);
    try (PreparedStatement select =
            connection.prepareStatement(COLUMNS + ", sealed FROM configuration_version");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        boolean old = !seal.isCurrent(Octets.owned(row.getBytes("sealed")));
        if (old && isReplaced(connection, row)) {
          count++;
        }
      }
    }
    return count;
  }

  /** One whose key is gone stays as it is, and is no reason to lose the others. */
  private boolean isReplaced(Connection connection, ResultSet row) throws SQLException {
    try {
      replace(connection, archived(row));
      return true;
    } catch (UnreadableRecord sealedUnderAKeyThatIsGone) {
      return false;
    }
  }

  private static long newest(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT max(number) FROM configuration_version");
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void insert(Connection connection, ArchivedConfiguration next) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO configuration_version (number, committed_at, author, node, sealed)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      ConfigurationVersion version = next.version();
      insert.setLong(1, version.number());
      insert.setObject(2, ColumnText.utc(version.time()));
      insert.setString(3, version.author());
      insert.setString(4, version.node());
      insert.setBytes(5, sealed(next).array());
      insert.executeUpdate();
    }
  }

  private void replace(Connection connection, ArchivedConfiguration version) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE configuration_version SET sealed = ? WHERE number = ?")) {
      update.setBytes(1, sealed(version).array());
      update.setLong(2, version.version().number());
      update.executeUpdate();
    }
  }

  private static void forget(Connection connection, long last) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM configuration_version WHERE number <= ?")) {
      delete.setLong(1, last);
      delete.executeUpdate();
    }
  }

  private static ConfigurationVersion version(ResultSet row) throws SQLException {
    return new ConfigurationVersion(
        row.getLong("number"),
        ColumnText.instant(row, "committed_at"),
        row.getString("author"),
        row.getString("node"));
  }

  private ArchivedConfiguration archived(ResultSet row) throws SQLException {
    ConfigurationVersion version = version(row);
    Secret text =
        seal.open(
            place(version.number()),
            Octets.owned(row.getBytes("sealed")),
            why -> new UnreadableRecord("configuration version " + version.number(), why));
    return new ArchivedConfiguration(version, new ConfigurationText(text.revealUtf8()));
  }

  private Octets sealed(ArchivedConfiguration version) {
    return seal.seal(place(version.version().number()), Secret.utf8(version.text().reveal()));
  }

  private static byte[] place(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  void close() {
    queries.close();
  }
}
