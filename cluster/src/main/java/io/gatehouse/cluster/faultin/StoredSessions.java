package io.gatehouse.cluster.faultin;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoredState;
import io.gatehouse.protocol.ike.exchange.SessionState;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The session store, as far as a fault needs it. */
public interface StoredSessions {

  /** As {@link SessionStore#read}. */
  CompletionStage<Optional<StoredState<SessionState>>> read(SessionNumber session);

  /** As {@link SessionStore#write}. */
  CompletionStage<Void> write(SessionNumber session, long revision, SessionState state);

  static StoredSessions of(SessionStore<SessionState> store) {
    return new StoredSessions() {
      @Override
      public CompletionStage<Optional<StoredState<SessionState>>> read(SessionNumber session) {
        return store.read(session);
      }

      @Override
      public CompletionStage<Void> write(SessionNumber session, long revision, SessionState state) {
        return store.write(session, revision, state);
      }
    };
  }
}
