package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that waits for its response.
 *
 * @param exchange for people
 * @param times how often it was sent
 */
record PendingRequest(
    String exchange, boolean natTraversal, List<Octets> datagrams, int times, Instant deadline) {

  PendingRequest {
    datagrams = List.copyOf(datagrams);
  }

  static PendingRequest send(
      Surroundings surroundings,
      String exchange,
      boolean natTraversal,
      List<Octets> datagrams,
      Instant now) {
    surroundings.outbox().send(natTraversal, datagrams);
    Instant deadline = now.plus(surroundings.settings().retransmission().after(1));
    return new PendingRequest(exchange, natTraversal, datagrams, 1, deadline);
  }

  /** The same, sent again when it is time; nothing when it was sent often enough. */
  Optional<PendingRequest> tick(Surroundings surroundings, Instant now) {
    if (now.isBefore(deadline)) {
      return Optional.of(this);
    }
    Retransmission policy = surroundings.settings().retransmission();
    if (times == policy.tries()) {
      surroundings.outbox().report(new ClientEvent.TimedOut(exchange));
      return Optional.empty();
    }
    surroundings.outbox().send(natTraversal, datagrams);
    surroundings.outbox().report(new ClientEvent.Retransmitted(exchange, times));
    Instant next = now.plus(policy.after(times + 1));
    return Optional.of(new PendingRequest(exchange, natTraversal, datagrams, times + 1, next));
  }
}
