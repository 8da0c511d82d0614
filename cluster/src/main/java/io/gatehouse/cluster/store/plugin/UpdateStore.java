package io.gatehouse.cluster.store.plugin;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressConflicts;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session store in Pekko's terms. */
final class UpdateStore<S> implements DurableStateUpdateStore<Object> {

  private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);

  private final SessionStore<S> store;
  private final Class<S> state;
  private final AddressConflicts conflicts;

  UpdateStore(SessionStore<S> store, Class<S> state, AddressConflicts conflicts) {
    this.store = store;
    this.state = state;
    this.conflicts = conflicts;
  }

  @Override
  public CompletionStage<GetObjectResult<Object>> getObject(String persistenceId) {
    return store
        .read(session(persistenceId))
        .thenApply(
            found ->
                found
                    .map(
                        stored ->
                            new GetObjectResult<Object>(
                                Optional.of(stored.state()), stored.revision()))
                    .orElseGet(() -> new GetObjectResult<>(Optional.empty(), 0)));
  }

  @Override
  public CompletionStage<Done> upsertObject(
      String persistenceId, long revision, Object value, String tag) {
    return store
        .write(session(persistenceId), revision, state.cast(value))
        .whenComplete((_, failure) -> report(session(persistenceId), failure))
        .thenApply(_ -> Done.getInstance());
  }

  @Override
  public CompletionStage<Done> deleteObject(String persistenceId, long revision) {
    return store.delete(session(persistenceId), revision).thenApply(_ -> Done.getInstance());
  }

  /** Refused: a deletion without a revision would pass by the fence. */
  @Override
  public CompletionStage<Done> deleteObject(String persistenceId) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("a session is deleted on top of its revision"));
  }

  /**
   * Pekko does not tell a behavior why. Outages have their own line, not one for each session. That
   * another owner was faster is what the fence is for: the session goes on from what that one has
   * stored.
   */
  private void report(SessionNumber session, @Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case StoreException.Unavailable _, StoreException.Overloaded _ -> {}
      case StoreException.StaleRevision stale -> LOG.info("{}", stale.getMessage());
      case StoreException.AddressInUse conflict -> {
        conflicts.note(session, conflict.address().address());
        LOG.warn("{}", conflict.getMessage());
      }
      default -> LOG.warn("{}", failure.getMessage());
    }
  }

  private static SessionNumber session(String persistenceId) {
    return SessionNumber.parse(persistenceId.substring(persistenceId.lastIndexOf('|') + 1));
  }
}
