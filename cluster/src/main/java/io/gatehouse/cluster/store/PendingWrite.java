package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.octets.Octets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A write in the queue.
 *
 * @param revision what the session comes to with it, deletion included
 * @param record what comes into the outbox with it
 * @param queuedAt {@link System#nanoTime}
 */
record PendingWrite(
    SessionNumber session,
    long revision,
    Change change,
    Optional<OutboxRecord> record,
    long queuedAt,
    CompletableFuture<Void> done) {

  sealed interface Change {
    record Put(SearchColumns columns, Octets sealed) implements Change {}

    record Remove() implements Change {}
  }

  WriteStatement statement() {
    return switch (change) {
      case Change.Remove() -> WriteStatement.DELETE;
      case Change.Put _ -> revision == 1 ? WriteStatement.INSERT : WriteStatement.UPDATE;
    };
  }

  void succeed() {
    done.complete(null);
  }

  void fail(StoreException reason) {
    done.completeExceptionally(reason);
  }
}
