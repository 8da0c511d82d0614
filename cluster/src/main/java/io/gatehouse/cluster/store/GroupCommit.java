package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.PendingWrite.Change;
import io.gatehouse.cluster.store.StoreException.AddressInUse;
import io.gatehouse.cluster.store.StoreException.RefusedRow;
import io.gatehouse.cluster.store.StoreException.StaleRevision;
import io.gatehouse.cluster.store.StoreException.Unavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes a group in one transaction. A write whose revision does not fit fails alone. When the
 * database refuses a row the transaction is void, so the group is halved until the row is alone.
 */
final class GroupCommit {

  private final Database database;
  private final String node;
  private final Duration maxWait;
  private final InstantSource clock;
  private final Outage outage;
  private final Runnable outboxFilled;

  /**
   * @param outboxFilled is told when a group with records for the outbox has been committed
   */
  GroupCommit(
      Database database,
      String node,
      Duration maxWait,
      InstantSource clock,
      Outage outage,
      Runnable outboxFilled) {
    this.database = database;
    this.node = node;
    this.maxWait = maxWait;
    this.clock = clock;
    this.outage = outage;
    this.outboxFilled = outboxFilled;
  }

  /** Ends every write of the group, one way or the other. */
  void write(List<PendingWrite> group) {
    try {
      List<PendingWrite> run = new ArrayList<>();
      Set<SessionNumber> sessions = new HashSet<>();
      for (PendingWrite write : inTime(group)) {
        // A group is executed by kind of statement; two writes of one session keep their order.
        if (!sessions.add(write.session())) {
          commit(run);
          run = new ArrayList<>();
          sessions.clear();
          sessions.add(write.session());
        }
        run.add(write);
      }
      commit(run);
    } catch (RuntimeException fault) {
      group.forEach(write -> write.done().completeExceptionally(fault));
    }
  }

  private List<PendingWrite> inTime(List<PendingWrite> group) {
    long now = System.nanoTime();
    List<PendingWrite> inTime = new ArrayList<>(group.size());
    for (PendingWrite write : group) {
      if (now - write.queuedAt() <= maxWait.toNanos()) {
        inTime.add(write);
      } else {
        write.fail(
            new Unavailable("session %s waited too long to be written".formatted(write.session())));
      }
    }
    return inTime;
  }

  private void commit(List<PendingWrite> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      BitSet applied = transact(group);
      outage.over();
      for (int i = 0; i < group.size(); i++) {
        PendingWrite write = group.get(i);
        if (applied.get(i)) {
          write.succeed();
        } else {
          write.fail(new StaleRevision(write.session(), write.revision()));
        }
      }
    } catch (SQLException fault) {
      fail(group, fault);
    }
  }

  private BitSet transact(List<PendingWrite> group) throws SQLException {
    try (Connection connection = database.connection()) {
      try {
        BitSet applied = new BitSet(group.size());
        for (WriteStatement statement : WriteStatement.values()) {
          execute(connection, statement, group, applied);
        }
        boolean records = record(connection, group, applied);
        connection.commit();
        database.forceToDisk(connection);
        if (records) {
          outboxFilled.run();
        }
        return applied;
      } catch (SQLException fault) {
        rollBack(connection, fault);
        throw fault;
      }
    }
  }

  private void execute(
      Connection connection, WriteStatement kind, List<PendingWrite> group, BitSet applied)
      throws SQLException {
    int[] places = placesOf(kind, group);
    if (places.length == 0) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(kind.sql())) {
      for (int place : places) {
        kind.bind(statement, group.get(place), node, clock.instant());
        statement.addBatch();
      }
      // An INSERT inserts or fails. How many rows it was is not always known: PostgreSQL's driver
      // does not say with reWriteBatchedInserts, which an operator may put into the URL.
      int[] rows = statement.executeBatch();
      for (int i = 0; i < places.length; i++) {
        applied.set(places[i], rows[i] == 1 || kind == WriteStatement.INSERT);
      }
    }
  }

  /**
   * A write that was not applied has nothing to tell.
   *
   * @return whether there was something
   */
  private boolean record(Connection connection, List<PendingWrite> group, BitSet applied)
      throws SQLException {
    List<PendingWrite> telling =
        applied.stream().mapToObj(group::get).filter(write -> write.record().isPresent()).toList();
    if (telling.isEmpty()) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(AccountingOutbox.INSERT)) {
      for (PendingWrite write : telling) {
        OutboxRecord record = write.record().orElseThrow();
        statement.setString(1, record.sessionId());
        statement.setLong(2, write.revision());
        statement.setString(3, record.list());
        statement.setBoolean(4, record.interim());
        statement.setBytes(5, record.body().array());
        statement.setObject(6, ColumnText.utc(clock.instant()));
        statement.addBatch();
      }
      statement.executeBatch();
      return true;
    }
  }

  private static int[] placesOf(WriteStatement kind, List<PendingWrite> group) {
    return IntStream.range(0, group.size()).filter(i -> group.get(i).statement() == kind).toArray();
  }

  private static void rollBack(Connection connection, SQLException fault) {
    try {
      connection.rollback();
    } catch (SQLException alsoBroken) {
      fault.addSuppressed(alsoBroken);
    }
  }

  private void fail(List<PendingWrite> group, SQLException fault) {
    if (!SqlFault.blamesARow(fault)) {
      outage.failed(group.size(), SqlFault.reason(fault), clock.instant());
      group.forEach(write -> write.fail(new Unavailable("the session store is unavailable")));
    } else if (group.size() > 1) {
      int half = group.size() / 2;
      commit(group.subList(0, half));
      commit(group.subList(half, group.size()));
    } else {
      group.getFirst().fail(verdict(group.getFirst(), fault));
    }
  }

  private StoreException verdict(PendingWrite write, SQLException fault) {
    if (SqlFault.isDuplicate(fault) && write.change() instanceof Change.Put(var columns, _)) {
      boolean another = write.statement() == WriteStatement.INSERT && exists(write.session());
      return columns.inside().isEmpty() || another
          ? new StaleRevision(write.session(), write.revision())
          : new AddressInUse(write.session(), inUse(write.session(), columns.inside()));
    }
    return new RefusedRow(write.session(), SqlFault.state(fault));
  }

  /** The database does not say which of two it is. */
  private InsideAddress inUse(SessionNumber session, List<InsideAddress> inside) {
    return inside.stream()
        .limit(inside.size() - 1L)
        .filter(address -> isOfAnother(session, address))
        .findFirst()
        .orElse(inside.getLast());
  }

  private boolean isOfAnother(SessionNumber session, InsideAddress inside) {
    return finds(
        "SELECT 1 FROM ike_session WHERE session_number <> %d AND %s = ?"
            .formatted(session.value(), ColumnText.column(inside.address())),
        Optional.of(ColumnText.text(inside.address())));
  }

  private boolean exists(SessionNumber session) {
    return finds(
        "SELECT 1 FROM ike_session WHERE session_number = " + session.value(), Optional.empty());
  }

  private boolean finds(String sql, Optional<String> text) {
    try (Connection connection = database.connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      if (text.isPresent()) {
        select.setString(1, text.get());
      }
      try (ResultSet row = select.executeQuery()) {
        boolean found = row.next();
        connection.rollback();
        return found;
      }
    } catch (SQLException fault) {
      outage.failed(1, SqlFault.reason(fault), clock.instant());
      return true;
    }
  }
}
