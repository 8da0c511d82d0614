package io.gatehouse.cluster.ingress;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * IKE_SA_INIT requests that wait until there is room for a session to begin. Bounded in number, and
 * in time: a client that has waited for a second sends again, so that an answer would come too
 * late.
 */
final class WaitingRequests {

  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int MOST = 4096;

  private final Deque<Waiting> line = new ArrayDeque<>();

  record Waiting(Path path, Octets message, long initiatorSpi, Instant until) {}

  /** False when too many wait already. */
  boolean add(Path path, Octets message, long initiatorSpi, Instant now) {
    return line.size() < MOST
        && line.add(new Waiting(path, message, initiatorSpi, now.plus(PATIENCE)));
  }

  /** Takes those out that have waited too long, and says how many they are. */
  int giveUp(Instant now) {
    int before = line.size();
    while (!line.isEmpty() && !line.getFirst().until().isAfter(now)) {
      line.removeFirst();
    }
    return before - line.size();
  }

  Waiting next() {
    return line.removeFirst();
  }

  boolean isEmpty() {
    return line.isEmpty();
  }

  int size() {
    return line.size();
  }
}
