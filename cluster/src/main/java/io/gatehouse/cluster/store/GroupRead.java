package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.Unavailable;
import io.gatehouse.protocol.octets.Octets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads a group of records with one query. */
final class GroupRead {

  /** A record as it is stored. */
  record SealedRecord(long revision, Octets sealed) {}

  /** A read in the queue. */
  record PendingRead(SessionNumber session, CompletableFuture<Optional<SealedRecord>> done) {}

  private static final String SELECT =
      "SELECT session_number, revision, sealed FROM ike_session WHERE session_number = ANY(?)";

  private final Database database;
  private final InstantSource clock;
  private final Outage outage;

  GroupRead(Database database, InstantSource clock, Outage outage) {
    this.database = database;
    this.clock = clock;
    this.outage = outage;
  }

  /** Ends every read of the group, one way or the other. */
  void read(List<PendingRead> group) {
    try (Connection connection = database.connection()) {
      Map<Integer, SealedRecord> records = select(connection, group);
      connection.rollback();
      outage.over();
      group.forEach(
          read -> read.done().complete(Optional.ofNullable(records.get(read.session().value()))));
    } catch (SQLException fault) {
      outage.failed(group.size(), SqlFault.reason(fault), clock.instant());
      group.forEach(
          read ->
              read.done()
                  .completeExceptionally(new Unavailable("the session store is unavailable")));
    } catch (RuntimeException fault) {
      group.forEach(read -> read.done().completeExceptionally(fault));
    }
  }

  private static Map<Integer, SealedRecord> select(Connection connection, List<PendingRead> group)
      throws SQLException {
    Object[] numbers = group.stream().map(read -> read.session().value()).toArray();
    Array array = connection.createArrayOf("int4", numbers);
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setArray(1, array);
      Map<Integer, SealedRecord> records = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          records.put(
              row.getInt(1), new SealedRecord(row.getLong(2), Octets.owned(row.getBytes(3))));
        }
      }
      return records;
    } finally {
      array.free();
    }
  }
}
