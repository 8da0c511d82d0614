package io.gatehouse.cluster.store;

import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Which configuration file each node found when it started last, and which one became a version
 * last, as digests. They are sealed, because a secret in a file could be guessed by its digest.
 */
public final class ConfigurationFiles {

  /** In the place of a node's name: the file that became a version last. */
  public static final String CLUSTER = "(cluster)";

  /** Any number that nobody else locks in the database: nodes that start together wait. */
  private static final long LOCK = Schema.MIGRATION_LOCK + 1;

  /** Readers that are remembered: those that read last. */
  private static final int KEPT = 1_000;

  private final Database database;
  private final Queries queries;
  private final Seal seal;
  private final InstantSource clock;

  ConfigurationFiles(Database database, Queries queries, Seal seal, InstantSource clock) {
    this.database = database;
    this.queries = queries;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * The digest of the file that a reader found last; empty for one that never did, and when it
   * cannot be read any more.
   */
  public CompletionStage<Optional<Octets>> digest(String reader) {
    return queries.ask(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT sealed FROM configuration_file WHERE reader = ?")) {
            select.setString(1, reader);
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? open(reader, Octets.owned(row.getBytes("sealed")))
                  : Optional.empty();
            }
          }
        });
  }

  /** Each of the readers has found the file. */
  public CompletionStage<Boolean> note(List<String> readers, Octets digest) {
    return queries.change(
        connection -> {
          database.lock(connection, LOCK);
          for (String reader : readers) {
            note(connection, reader, digest);
          }
          forget(connection);
          return true;
        });
  }

  /** How many digests were under an older master key, which may go now. */
  int sealAnew(Connection connection) throws SQLException {
    int count = 0;
    try (PreparedStatement select =
            connection.prepareStatement("SELECT reader, sealed FROM configuration_file");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Octets sealed = Octets.owned(row.getBytes("sealed"));
        count += seal.isCurrent(sealed) ? 0 : sealAnew(connection, row.getString("reader"), sealed);
      }
    }
    return count;
  }

  /** None when a node notes another file at the same time: that one is sealed anew already. */
  private int sealAnew(Connection connection, String reader, Octets sealed) throws SQLException {
    Optional<Octets> digest = open(reader, sealed);
    if (digest.isEmpty()) {
      return 0;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE configuration_file SET sealed = ? WHERE reader = ? AND sealed = ?")) {
      update.setBytes(1, sealed(reader, digest.get()).array());
      update.setString(2, reader);
      update.setBytes(3, sealed.array());
      return update.executeUpdate();
    }
  }

  private Octets sealed(String reader, Octets digest) {
    return seal.seal(place(reader), Secret.owned(digest.toArray()));
  }

  private Optional<Octets> open(String reader, Octets sealed) {
    try {
      Secret digest = seal.open(place(reader), sealed, why -> new UnreadableRecord(reader, why));
      return Optional.of(Octets.copyOf(digest.reveal()));
    } catch (UnreadableRecord sealedUnderAKeyThatIsGone) {
      return Optional.empty();
    }
  }

  private void note(Connection connection, String reader, Octets digest) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM configuration_file WHERE reader = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO configuration_file (reader, read_at, sealed) VALUES (?, ?, ?)")) {
      delete.setString(1, reader);
      delete.executeUpdate();
      insert.setString(1, reader);
      insert.setObject(2, ColumnText.utc(clock.instant()));
      insert.setBytes(3, sealed(reader, digest).array());
      insert.executeUpdate();
    }
  }

  private static void forget(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM configuration_file WHERE reader NOT IN (SELECT reader FROM"
                + " configuration_file ORDER BY read_at DESC LIMIT "
                + KEPT
                + ")")) {
      delete.executeUpdate();
    }
  }

  private static byte[] place(String reader) {
    return reader.getBytes(StandardCharsets.UTF_8);
  }
}
