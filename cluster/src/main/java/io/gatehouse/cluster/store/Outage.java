package io.gatehouse.cluster.store;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database answers. One log line when it stops, one a minute while it is away, one when
 * it is back: not one for each of thousands of sessions.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private Instant nextLine = Instant.MIN;
  private boolean announced;
  private boolean lasts;
  private long failures;

  synchronized void failed(int operations, String reason, Instant now) {
    lasts = true;
    failures += operations;
    if (!now.isBefore(nextLine)) {
      nextLine = now.plus(REPEAT);
      announced = true;
      LOG.error(
          "the session store is unavailable, {} operations failed so far: {}", failures, reason);
    }
  }

  /** Whether the database did not answer when it was asked last. */
  synchronized boolean lasts() {
    return lasts;
  }

  synchronized void over() {
    lasts = false;
    if (announced) {
      LOG.info("the session store is available again, {} operations failed meanwhile", failures);
      announced = false;
      failures = 0;
    }
  }
}
