package io.gatehouse.cluster.store.plugin;

import io.gatehouse.cluster.store.AddressConflicts;
import io.gatehouse.cluster.store.SessionStore;
import org.apache.pekko.actor.setup.Setup;

/**
 * Hands the store to the actor system when that is created, because Pekko makes plugins itself. Who
 * opened the store closes it, after the actor system has ended.
 */
public final class SessionStoreSetup extends Setup {

  private final UpdateStore<?> store;

  private SessionStoreSetup(UpdateStore<?> store) {
    this.store = store;
  }

  /**
   * Of a store of sessions.
   *
   * @param state the type that the session's behavior keeps
   * @param conflicts is told of the sessions that are refused for their inside address
   */
  public static <S> SessionStoreSetup of(
      SessionStore<S> store, Class<S> state, AddressConflicts conflicts) {
    return new SessionStoreSetup(new UpdateStore<>(store, state, conflicts));
  }

  UpdateStore<?> store() {
    return store;
  }
}
