package io.gatehouse.cluster.store;

import io.gatehouse.cluster.store.PendingWrite.Change;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The statements of a group, in the order they are executed: an address that one session frees may
 * go to another in the same transaction. Each but the insert changes a row only on top of the
 * revision before.
 */
enum WriteStatement {
  DELETE("DELETE FROM ike_session WHERE session_number = ? AND revision = ?") {
    @Override
    void bind(PreparedStatement statement, PendingWrite write, String node, Instant now)
        throws SQLException {
      statement.setInt(1, write.session().value());
      statement.setLong(2, write.revision() - 1);
    }
  },

  UPDATE(
      """
      UPDATE ike_session SET revision = ?, owner_node = ?, sealed = ?, user_name = ?, profile = ?,
        remote_address = ?, inside_pool = ?, inside_address = ?, inside_pool6 = ?, inside_address6 = ?,
        established_at = ?, updated_at = ?
      WHERE session_number = ? AND revision = ?
      """) {
    @Override
    void bind(PreparedStatement statement, PendingWrite write, String node, Instant now)
        throws SQLException {
      bindRow(statement, write, node, now);
      statement.setInt(13, write.session().value());
      statement.setLong(14, write.revision() - 1);
    }
  },

  INSERT(
      """
      INSERT INTO ike_session (revision, owner_node, sealed, user_name, profile,
        remote_address, inside_pool, inside_address, inside_pool6, inside_address6, established_at, updated_at,
        session_number, shard) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """) {
    @Override
    void bind(PreparedStatement statement, PendingWrite write, String node, Instant now)
        throws SQLException {
      bindRow(statement, write, node, now);
      statement.setInt(13, write.session().value());
      statement.setInt(14, write.session().shard());
    }
  };

  private final String sql;

  WriteStatement(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }

  abstract void bind(PreparedStatement statement, PendingWrite write, String node, Instant now)
      throws SQLException;

  private static void bindRow(
      PreparedStatement statement, PendingWrite write, String node, Instant now)
      throws SQLException {
    if (!(write.change() instanceof Change.Put(SearchColumns columns, var sealed))) {
      throw new IllegalArgumentException("a deletion has no row");
    }
    statement.setLong(1, write.revision());
    statement.setString(2, node);
    statement.setBytes(3, sealed.array());
    ColumnText.bind(statement, 4, columns);
    statement.setObject(12, ColumnText.utc(now));
  }
}
