package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import java.util.concurrent.atomic.AtomicBoolean;

/** How far an SA has come to its limits. Safe for several threads. */
final class Wear {

  /** What has come about, for the sessions to know. */
  enum News {
    NONE,
    /** A soft limit: the SA must be rekeyed. */
    REKEY_DUE,
    /** A hard limit: the SA carries nothing more. */
    EXPIRED;

    void tell(InstalledSa sa, DataPlaneEvents events) {
      switch (this) {
        case NONE -> {}
        case REKEY_DUE -> events.rekeyDue(sa.inboundSpi());
        case EXPIRED -> events.expired(sa.inboundSpi());
      }
    }
  }

  private final AtomicBoolean due = new AtomicBoolean();
  private final AtomicBoolean expired = new AtomicBoolean();

  /** What is news: each once. */
  News reached(boolean softLimit, boolean hardLimit) {
    if (hardLimit) {
      return expired.compareAndSet(false, true) ? News.EXPIRED : News.NONE;
    }
    return softLimit && due.compareAndSet(false, true) ? News.REKEY_DUE : News.NONE;
  }

  boolean isExpired() {
    return expired.get();
  }
}
