package io.gatehouse.cluster.session;

import io.gatehouse.cluster.accounting.AccountingRecords;
import io.gatehouse.cluster.store.OutboxEntry;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.protocol.accounting.AccountingRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The outbox, as who delivers sees it: of each session the oldest record first. */
record RecordsToTell(SessionStore<?> store) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What is ready to be told, and leaves the outbox. */
  List<AccountingRecord> take() {
    List<OutboxEntry> taken = join(store.outbox().take("ACCT", 100, PATIENCE));
    var _ = join(store.outbox().remove(taken.stream().map(OutboxEntry::key).toList()));
    return taken.stream().map(entry -> AccountingRecords.read(entry.body())).toList();
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
