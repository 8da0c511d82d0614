package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of this node that could not be stored because another one has their inside address,
 * until they ask. Pekko does not tell a behavior why its store refused. Safe for several threads.
 */
public final class AddressConflicts {

  /** A session that never asks is no more than an entry; too many of them are forgotten. */
  private static final int MOST = 10_000;

  private final Set<SessionNumber> sessions = ConcurrentHashMap.newKeySet();

  public void note(SessionNumber session) {
    if (sessions.size() >= MOST) {
      sessions.clear();
    }
    sessions.add(session);
  }

  /** Whether it was so with a session's last write; the answer is yes once. */
  public boolean take(SessionNumber session) {
    return sessions.remove(session);
  }
}
