package io.gatehouse.cluster.dataplane;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Of CHILD SAs that have left this machine, the number of the installation elsewhere: for half a
 * minute, after which nothing is under way that was sent before, and for the latest 65,536. Safe
 * for several threads.
 */
final class Successors {

  static final Duration MEMORY = Duration.ofSeconds(30);
  static final int MOST = 65_536;

  private record Successor(int recoveries, Instant noted) {}

  private final Clock clock;

  /** By inbound SPI, the oldest first. */
  private final Map<Integer, Successor> successors = new LinkedHashMap<>();

  Successors(Clock clock) {
    this.clock = clock;
  }

  synchronized void note(int inboundSpi, int recoveries) {
    Successor before = successors.remove(inboundSpi);
    int latest = before == null ? recoveries : Math.max(before.recoveries(), recoveries);
    successors.put(inboundSpi, new Successor(latest, clock.instant()));
    forgetOld();
  }

  synchronized OptionalInt of(int inboundSpi) {
    Successor successor = successors.get(inboundSpi);
    return successor == null || isOld(successor)
        ? OptionalInt.empty()
        : OptionalInt.of(successor.recoveries());
  }

  private void forgetOld() {
    Iterator<Successor> oldest = successors.values().iterator();
    while (oldest.hasNext() && (isOld(oldest.next()) || successors.size() > MOST)) {
      oldest.remove();
    }
  }

  private boolean isOld(Successor successor) {
    return successor.noted().plus(MEMORY).isBefore(clock.instant());
  }
}
