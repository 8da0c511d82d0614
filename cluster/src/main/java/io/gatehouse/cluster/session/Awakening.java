package io.gatehouse.cluster.session;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that were told to resume and are not at work yet. Whoever wakes them waits while
 * there are many: they ask their clients for a sign of life, and a node that has no time to read
 * the answers would take the clients for dead. Times are nanoseconds of a monotonic clock. Safe for
 * several threads.
 */
public final class Awakening {

  /** So long are they waited for: they may have gone to another node. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Set<SessionNumber> asleep = ConcurrentHashMap.newKeySet();
  private volatile long patientUntil;

  void begin(Collection<SessionNumber> sessions, long now) {
    asleep.addAll(sessions);
    patientUntil = now + PATIENCE.toNanos();
  }

  /** The session is at work, or has ended. */
  void ended(SessionNumber number) {
    asleep.remove(number);
  }

  /** Whether more than so many are asleep; those that took too long are forgotten. */
  boolean isBusy(int tolerated, long now) {
    if (now - patientUntil >= 0) {
      asleep.clear();
    }
    return asleep.size() > tolerated;
  }
}
