package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Octets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The accounting records that are to be delivered. Any node may take any of them: who takes one has
 * it for a while, and when it is neither delivered nor put off by then, somebody else takes it. So
 * a record may be delivered twice, and is never lost.
 *
 * <p>Results come on a thread of the store; a failure is a {@link StoreException}.
 */
public final class AccountingOutbox {

  static final String INSERT =
      """
      INSERT INTO accounting_outbox
        (session_id, revision, accounting_list, interim, body, not_before, attempts)
      VALUES (?, ?, ?, ?, ?, ?, 0)
      """;

  private static final String LATER =
      """
      EXISTS (SELECT 1 FROM accounting_outbox l
        WHERE l.session_id = o.session_id AND l.revision > o.revision)\
      """;

  /** Of a session only the oldest record: an end is not told before the beginning has been. */
  private static final String READY =
      "SELECT session_id, revision, body, attempts, interim AND "
          + LATER
          + """
           AS superseded FROM accounting_outbox o
          WHERE accounting_list = ? AND not_before <= ?
            AND NOT EXISTS (SELECT 1 FROM accounting_outbox e
              WHERE e.session_id = o.session_id AND e.revision < o.revision)
          ORDER BY not_before LIMIT ?\
          """;

  private static final String TAKE =
      "UPDATE accounting_outbox SET not_before = ? WHERE session_id = ? AND revision = ?";

  private static final String PUT_OFF =
      """
      UPDATE accounting_outbox SET not_before = ?, attempts = attempts + 1
      WHERE session_id = ? AND revision = ?
      """;

  private static final String REMOVE =
      "DELETE FROM accounting_outbox WHERE session_id = ? AND revision = ?";

  private static final String PRUNE =
      "DELETE FROM accounting_outbox o WHERE interim AND not_before <= ? AND " + LATER;

  private final Queries queries;
  private final Dialect dialect;
  private final InstantSource clock;

  AccountingOutbox(Queries queries, Dialect dialect, InstantSource clock) {
    this.queries = queries;
    this.dialect = dialect;
    this.clock = clock;
  }

  /**
   * Takes records that nobody has: those that have waited longest, and of each session no other
   * than the oldest.
   *
   * @param list whose records
   * @param limit how many at most
   * @param lease how long they are the taker's
   */
  public CompletionStage<List<OutboxEntry>> take(String list, int limit, Duration lease) {
    Instant now = clock.instant();
    return queries.change(
        connection -> {
          List<OutboxEntry> ready = ready(connection, list, now, limit);
          move(connection, TAKE, keys(ready), now.plus(lease));
          return ready;
        });
  }

  private List<OutboxEntry> ready(Connection connection, String list, Instant now, int limit)
      throws SQLException {
    List<OutboxEntry> ready = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(READY + dialect.skipLocked())) {
      select.setString(1, list);
      select.setObject(2, ColumnText.utc(now));
      select.setInt(3, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ready.add(entry(row));
        }
      }
    }
    return List.copyOf(ready);
  }

  private static OutboxEntry entry(ResultSet row) throws SQLException {
    return new OutboxEntry(
        new OutboxEntry.Key(row.getString("session_id"), row.getLong("revision")),
        Octets.owned(row.getBytes("body")),
        row.getBoolean("superseded"),
        row.getInt("attempts"));
  }

  private static List<OutboxEntry.Key> keys(List<OutboxEntry> entries) {
    return entries.stream().map(OutboxEntry::key).toList();
  }

  /** These records are delivered, or need not be. */
  public CompletionStage<Integer> remove(List<OutboxEntry.Key> keys) {
    return queries.change(
        connection -> {
          batch(connection, REMOVE, keys, (statement, key) -> bind(statement, 1, key));
          return keys.size();
        });
  }

  /** These records could not be delivered: nobody takes them for {@code pause}. */
  public CompletionStage<Integer> putOff(List<OutboxEntry.Key> keys, Duration pause) {
    Instant until = clock.instant().plus(pause);
    return queries.change(
        connection -> {
          move(connection, PUT_OFF, keys, until);
          return keys.size();
        });
  }

  /**
   * Drops the interim records that are superseded, so that the outbox does not grow for ever; not
   * those that somebody has taken, which the end of their session must not overtake.
   */
  public CompletionStage<Integer> prune() {
    Instant now = clock.instant();
    return queries.change(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(PRUNE)) {
            delete.setObject(1, ColumnText.utc(now));
            return delete.executeUpdate();
          }
        });
  }

  /** How many records wait, taken or not. */
  public CompletionStage<Long> count() {
    return queries.ask(
        connection -> {
          try (PreparedStatement select =
                  connection.prepareStatement("SELECT count(*) FROM accounting_outbox");
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private static void move(
      Connection connection, String sql, List<OutboxEntry.Key> keys, Instant until)
      throws SQLException {
    batch(
        connection,
        sql,
        keys,
        (statement, key) -> {
          statement.setObject(1, ColumnText.utc(until));
          bind(statement, 2, key);
        });
  }

  private interface Binding {
    void bind(PreparedStatement statement, OutboxEntry.Key key) throws SQLException;
  }

  private static void batch(
      Connection connection, String sql, List<OutboxEntry.Key> keys, Binding binding)
      throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (OutboxEntry.Key key : keys) {
        binding.bind(statement, key);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, int first, OutboxEntry.Key key)
      throws SQLException {
    statement.setString(first, key.sessionId());
    statement.setLong(first + 1, key.revision());
  }
}
