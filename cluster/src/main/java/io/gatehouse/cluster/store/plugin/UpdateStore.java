package io.gatehouse.cluster.store.plugin;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.SessionStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;

/** A session store in Pekko's terms. */
final class UpdateStore<S> implements DurableStateUpdateStore<Object> {

  private final SessionStore<S> store;
  private final Class<S> state;

  UpdateStore(SessionStore<S> store, Class<S> state) {
    this.store = store;
    this.state = state;
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

  private static SessionNumber session(String persistenceId) {
    return SessionNumber.parse(persistenceId.substring(persistenceId.lastIndexOf('|') + 1));
  }
}
