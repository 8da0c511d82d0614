package io.gatehouse.node.http;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.directory.SessionReport;
import io.gatehouse.cluster.directory.SessionTable;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.SessionListing;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoredState;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.SessionState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The session table, read from the store. */
public final class SessionTables implements Supplier<String> {

  /** So many sessions are shown; a table of a hundred thousand is no table. */
  private static final int MOST = 1_000;

  private static final long LIMIT_SECONDS = 10;

  private final SessionStore<SessionState> store;
  private final DataPlane dataPlane;
  private final Clock clock;

  public SessionTables(SessionStore<SessionState> store, DataPlane dataPlane, Clock clock) {
    this.store = store;
    this.dataPlane = dataPlane;
    this.clock = clock;
  }

  @Override
  public String get() {
    List<SessionReport.Row> rows = new ArrayList<>();
    for (SessionListing listing : await(store.listings().page(Optional.empty(), MOST))) {
      row(listing.session()).ifPresent(rows::add);
    }
    long total = await(store.listings().count());
    SessionReport report =
        new SessionReport(rows, total, Collections.emptySortedSet(), clock.instant());
    return SessionTable.show(report, true) + "Total sessions: %d\n".formatted(total);
  }

  /** A session may have ended since it was listed. */
  private Optional<SessionReport.Row> row(SessionNumber number) {
    return await(store.read(number))
        .map(StoredState::state)
        .filter(Established.class::isInstance)
        .map(Established.class::cast)
        .map(
            session ->
                new SessionReport.Row(
                    number,
                    session,
                    session.childSas().stream()
                        .map(childSa -> dataPlane.traffic(childSa.inboundSpi()))
                        .toList()));
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
