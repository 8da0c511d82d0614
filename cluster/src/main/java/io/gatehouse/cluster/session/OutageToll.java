package io.gatehouse.cluster.session;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outages of the store have cost this node's sessions. The log has a line a minute about
 * logins that came to nothing: not one for each of them.
 */
public final class OutageToll {

  private static final Logger LOG = LoggerFactory.getLogger(IkeSession.class);
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private final LongAdder stepsPutOff = new LongAdder();
  private long loginsGivenUp;
  private long told;
  private Instant nextLine = Instant.MIN;

  /** Steps that had to be stored and could not be; one that is tried again counts again. */
  public long stepsPutOff() {
    return stepsPutOff.sum();
  }

  /** Clients that were authenticated and had to begin again. */
  public synchronized long loginsGivenUp() {
    return loginsGivenUp;
  }

  void stepPutOff() {
    stepsPutOff.increment();
  }

  synchronized void loginGivenUp(SessionNumber number, Instant now) {
    loginsGivenUp++;
    if (!now.isBefore(nextLine)) {
      nextLine = now.plus(REPEAT);
      LOG.warn(
          "the session store was away for too long: {} logins given up, session {} the latest",
          loginsGivenUp - told,
          number);
      told = loginsGivenUp;
    }
  }
}
