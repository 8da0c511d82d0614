package io.gatehouse.cluster.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables, as a list of migrations that are applied in order at start.
 *
 * <p>A migration only adds, so that a node of the version before, which runs beside this one during
 * an upgrade, goes on working; and it may be applied twice, because H2 commits after each
 * statement.
 */
final class Schema {

  /** Any number, the same in all versions, that nobody else locks in the database. */
  static final long MIGRATION_LOCK = 0x6761_7465_686f_7573L;

  private static final List<String> MIGRATIONS =
      List.of(
          "schema/0001-ike-session.sql",
          "schema/0002-address-block.sql",
          "schema/0003-cluster-member.sql",
          "schema/0004-accounting-outbox.sql",
          "schema/0005-inside-address6.sql",
          "schema/0006-configuration-version.sql");

  private Schema() {}

  /** Commits. */
  static void migrate(Connection connection, Dialect dialect) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(dialect.lock(MIGRATION_LOCK));
      statement.execute(
          "CREATE TABLE IF NOT EXISTS gatehouse_schema (version integer PRIMARY KEY)");
      for (int version = versionOf(statement) + 1; version <= MIGRATIONS.size(); version++) {
        for (String sql : statements(MIGRATIONS.get(version - 1))) {
          statement.execute(sql);
        }
        record(connection, version);
      }
    }
    connection.commit();
  }

  private static int versionOf(Statement statement) throws SQLException {
    try (ResultSet newest = statement.executeQuery("SELECT max(version) FROM gatehouse_schema")) {
      newest.next();
      return newest.getInt(1);
    }
  }

  private static void record(Connection connection, int version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO gatehouse_schema (version) VALUES (?)")) {
      insert.setInt(1, version);
      insert.execute();
    }
  }

  private static List<String> statements(String resource) {
    try (InputStream script = Schema.class.getResourceAsStream(resource)) {
      if (script == null) {
        throw new IllegalStateException("the program lacks its resource " + resource);
      }
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.strip().split(";\\s*\\R+|;$"));
    } catch (IOException fault) {
      throw new IllegalStateException("cannot read the program's resource " + resource, fault);
    }
  }
}
