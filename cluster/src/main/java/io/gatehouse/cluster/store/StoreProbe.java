package io.gatehouse.cluster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the database once a second whether it is there, so that nobody else has to find out by what
 * fails: neither when it goes away, nor, when all hold back, that it is there again.
 */
final class StoreProbe implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Database database;
  private final InstantSource clock;
  private final Outage outage;
  private final CountDownLatch closed = new CountDownLatch(1);

  StoreProbe(Database database, InstantSource clock, Outage outage) {
    this.database = database;
    this.clock = clock;
    this.outage = outage;
    Thread.ofPlatform().daemon().name("session-store-probe").start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        probe();
      }
    } catch (InterruptedException notFromUs) {
      Thread.currentThread().interrupt();
    }
  }

  private void probe() {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      connection.rollback();
      outage.over();
    } catch (SQLException fault) {
      if (closed.getCount() > 0) {
        outage.failed(1, SqlFault.reason(fault), clock.instant());
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
