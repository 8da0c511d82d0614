package io.gatehouse.cluster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the database twice a second whether it is there, so that nobody else has to find out by what
 * fails: neither when it goes away, nor, when all hold back, that it is there again. On a
 * connection of its own: the pool waits for a database that is gone, and would tell it late.
 */
final class StoreProbe implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final int PATIENCE_SECONDS = 2;

  private final Database database;
  private final InstantSource clock;
  private final Outage outage;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Optional<Connection> connection = Optional.empty();

  StoreProbe(Database database, InstantSource clock, Outage outage) {
    this.database = database;
    this.clock = clock;
    this.outage = outage;
    this.thread = Thread.ofPlatform().daemon().name("session-store-probe").start(this::run);
  }

  private void run() {
    try {
      while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        probe();
      }
    } catch (InterruptedException notFromUs) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private void probe() {
    try {
      ask();
      outage.over();
    } catch (SQLException fault) {
      disconnect();
      outage.failed(1, SqlFault.reason(fault), clock.instant());
    }
  }

  private void ask() throws SQLException {
    if (connection.isEmpty()) {
      connection = Optional.of(database.connectAtOnce());
    }
    if (!connection.get().isValid(PATIENCE_SECONDS)) {
      throw new SQLException(
          "the connection broke, or a probe got no answer within " + PATIENCE_SECONDS + " s");
    }
  }

  private void disconnect() {
    try {
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (SQLException alreadyGone) {
      // The database has closed it, which is as well.
    }
    connection = Optional.empty();
  }

  /** Returns when the thread has disconnected, or after the ten seconds that others get too. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
