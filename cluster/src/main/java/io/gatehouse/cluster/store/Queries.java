package io.gatehouse.cluster.store;

import io.gatehouse.cluster.store.StoreException.Overloaded;
import io.gatehouse.cluster.store.StoreException.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that asks the database one thing after the other. */
final class Queries implements AutoCloseable {

  private static final int WAITING = 256;
  private static final int PATIENCE_SECONDS = 10;

  /** What is to be asked, in a transaction of its own. */
  interface Query<T> {
    T run(Connection connection) throws SQLException;
  }

  private final Database database;
  private final InstantSource clock;
  private final Outage outage;
  private final ThreadPoolExecutor thread;

  Queries(String threadName, Database database, InstantSource clock, Outage outage) {
    this.database = database;
    this.clock = clock;
    this.outage = outage;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name(threadName).factory());
  }

  /** Fails with {@link Overloaded} when too much is asked, else as {@link Unavailable}. */
  <T> CompletionStage<T> ask(Query<T> query) {
    return submit(
        connection -> {
          T result = query.run(connection);
          connection.rollback();
          return result;
        });
  }

  /** As {@link #ask}, and what was changed is committed. */
  <T> CompletionStage<T> change(Query<T> query) {
    return submit(
        connection -> {
          T result = query.run(connection);
          connection.commit();
          return result;
        });
  }

  private <T> CompletionStage<T> submit(Query<T> transaction) {
    try {
      return CompletableFuture.supplyAsync(() -> run(transaction), thread);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(
          new Overloaded("the database is asked too many things at once, or the store closed"));
    }
  }

  /** A connection that is given back in the middle of a transaction is rolled back. */
  private <T> T run(Query<T> transaction) {
    try (Connection connection = database.connection()) {
      T result = transaction.run(connection);
      outage.over();
      return result;
    } catch (SQLException fault) {
      outage.failed(1, SqlFault.reason(fault), clock.instant());
      throw new CompletionException(new Unavailable("the session store is unavailable"));
    }
  }

  /** Finishes what was asked, for ten seconds at most. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        thread.getQueue().clear();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
