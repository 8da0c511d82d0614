package io.gatehouse.cluster.membership;

import com.typesafe.config.Config;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.PhiAccrualFailureDetector;

/**
 * Suspects a member of which nothing is heard, as Pekko does; and one whose process is known to
 * have ended at once. Pekko makes one for each member and drops it with the member, so what is
 * known of an address does not touch the next process there.
 */
public final class ProcessAwareDetector extends PhiAccrualFailureDetector {

  private volatile boolean ended;

  /** Pekko calls it so. */
  public ProcessAwareDetector(Config config, EventStream events) {
    super(config, events);
  }

  void processEnded() {
    ended = true;
  }

  @Override
  public boolean isAvailable() {
    return !ended && super.isAvailable();
  }
}
