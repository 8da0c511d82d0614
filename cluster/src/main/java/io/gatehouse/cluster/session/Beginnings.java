package io.gatehouse.cluster.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * The sessions that were given their first request and have not answered it yet: what the node has
 * taken on, and how far behind it is. Safe for several threads.
 */
public final class Beginnings {

  /** Longer than a beginning takes unless it was lost with its actor, which then says nothing. */
  private static final Duration COUNTED = Duration.ofSeconds(2);

  /** In the order of their beginning. */
  private final LinkedHashMap<SessionNumber, Instant> until = new LinkedHashMap<>();

  public synchronized void begin(SessionNumber session, Instant now) {
    until.putLast(session, now.plus(COUNTED));
  }

  synchronized void answered(SessionNumber session) {
    until.remove(session);
  }

  public synchronized int count(Instant now) {
    while (!until.isEmpty() && !until.firstEntry().getValue().isAfter(now)) {
      until.pollFirstEntry();
    }
    return until.size();
  }
}
