package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of this node that could not be stored because another one has an inside address of
 * theirs, until they ask. Pekko does not tell a behavior why its store refused. Safe for several
 * threads.
 */
public final class AddressConflicts {

  /** A session that never asks is no more than an entry; too many of them are forgotten. */
  private static final int MOST = 10_000;

  private final Map<SessionNumber, InetAddress> sessions = new ConcurrentHashMap<>();

  public void note(SessionNumber session, InetAddress address) {
    if (sessions.size() >= MOST) {
      sessions.clear();
    }
    sessions.put(session, address);
  }

  /** The address that a session's last write failed for; it is told once. */
  public Optional<InetAddress> take(SessionNumber session) {
    return Optional.ofNullable(sessions.remove(session));
  }
}
