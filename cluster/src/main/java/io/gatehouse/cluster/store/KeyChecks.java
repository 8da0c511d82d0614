package io.gatehouse.cluster.store;

import io.gatehouse.cluster.store.StoreException.Unavailable;
import io.gatehouse.cluster.store.StoreException.UnusableKeyFile;
import io.gatehouse.protocol.octets.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds out at the start whether a node's keys are those of the other nodes, and not when it cannot
 * read their sessions. For each key the database has a check value, a part of an HMAC under it,
 * which tells nothing of the key.
 */
final class KeyChecks {

  private static final byte[] PURPOSE = "gatehouse key check".getBytes(StandardCharsets.US_ASCII);
  private static final int VALUE_OCTETS = 9;
  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS gatehouse_key_check ("
          + "name varchar(64) PRIMARY KEY, check_value varchar(64) NOT NULL)";

  private final Database database;
  private final Dialect dialect;

  KeyChecks(Database database, Dialect dialect) {
    this.database = database;
    this.dialect = dialect;
  }

  /**
   * The first node's key counts; an embedded database without sessions takes another one.
   *
   * @throws UnusableKeyFile when it is not the key that the database knows
   * @throws Unavailable when the database does not answer
   */
  void require(String name, Secret key, Path file) {
    String value = value(key);
    boolean replaceable = dialect.isEmbedded() && !database.holdsSessions();
    try (Connection connection = database.connection()) {
      prepare(connection);
      Optional<String> known = known(connection, name);
      if (known.isEmpty() || (replaceable && !known.get().equals(value))) {
        keep(connection, name, value);
      } else if (!known.get().equals(value)) {
        throw new UnusableKeyFile(
            "the %s in %s is not the one that the nodes of this database have; copy theirs"
                .formatted(name, file));
      }
      connection.commit();
    } catch (SQLException fault) {
      throw new Unavailable("the session store does not answer: " + SqlFault.reason(fault));
    }
  }

  /** Nodes that start together wait for one another. */
  private void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(dialect.lock(Schema.MIGRATION_LOCK));
      statement.execute(TABLE);
    }
  }

  private static Optional<String> known(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT check_value FROM gatehouse_key_check WHERE name = ?")) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  private static void keep(Connection connection, String name, String value) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM gatehouse_key_check WHERE name = ?");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO gatehouse_key_check (name, check_value) VALUES (?, ?)")) {
      delete.setString(1, name);
      delete.execute();
      insert.setString(1, name);
      insert.setString(2, value);
      insert.execute();
    }
  }

  private static String value(Secret key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.reveal(), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(mac.doFinal(PURPOSE), VALUE_OCTETS));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", impossible);
    }
  }
}
