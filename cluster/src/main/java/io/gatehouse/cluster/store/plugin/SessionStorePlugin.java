package io.gatehouse.cluster.store.plugin;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.state.DurableStateStoreProvider;
import org.apache.pekko.persistence.state.javadsl.DurableStateStore;

/**
 * The durable-state plugin with the id {@link #ID}. The actor system must have been created with a
 * {@link SessionStoreSetup}.
 *
 * <p>A persistence id ends with a session's entity id. A behavior ends a session by persisting a
 * state that has no row (Pekko's Java API has no effect that deletes), and must then stop: what it
 * persisted after that would follow a revision that is gone, and fail as stale.
 */
public final class SessionStorePlugin implements DurableStateStoreProvider {

  public static final String ID = "gatehouse.store";

  private final UpdateStore<?> store;

  /** Called by Pekko, by reflection. */
  public SessionStorePlugin(ExtendedActorSystem system) {
    store =
        system
            .settings()
            .setup()
            .get(SessionStoreSetup.class)
            .map(SessionStoreSetup::store)
            .orElseThrow(
                () -> new IllegalStateException("the actor system was created without its store"));
  }

  @Override
  public org.apache.pekko.persistence.state.scaladsl.DurableStateStore<Object>
      scaladslDurableStateStore() {
    return new ScalaUpdateStore(store);
  }

  @Override
  public DurableStateStore<Object> javadslDurableStateStore() {
    return store;
  }
}
