package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoredLease;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares leases with the store, some at a time: a session may have ended on a node that was lost
 * before it said so. A lease that is not stored is given up when it is not after a while either;
 * until then its session may be about to be established.
 */
final class LeaseAudit {

  private static final int SLICE = 1_000;

  /** Much longer than it takes to store a session, or to give it up. */
  static final Duration GRACE = Duration.ofMinutes(1);

  private record Suspicion(Optional<SessionNumber> session, Instant since) {}

  private final List<AddressPool> pools;
  private final Map<InetAddress, Suspicion> suspicions = new HashMap<>();
  private int pool;
  private int place;

  LeaseAudit(List<AddressPool> pools) {
    this.pools = pools;
  }

  /** Leases to ask the store for. */
  record Question(AddressPool pool, Map<InetAddress, Optional<SessionNumber>> leases) {}

  /** The next ones; empty when there are none at the place that is looked at. */
  Optional<Question> next() {
    if (pools.isEmpty()) {
      return Optional.empty();
    }
    AddressPool current = pools.get(pool);
    AddressPool.Slice slice = current.leasedFrom(place, SLICE);
    place = slice.next();
    if (place >= current.size()) {
      place = 0;
      pool = (pool + 1) % pools.size();
    }
    return slice.leases().isEmpty()
        ? Optional.empty()
        : Optional.of(new Question(current, slice.leases()));
  }

  void answered(Question question, List<StoredLease> stored, Instant now) {
    Map<InetAddress, StoredLease> byAddress = new HashMap<>();
    stored.forEach(lease -> byAddress.put(lease.address(), lease));
    question
        .leases()
        .forEach(
            (address, session) -> {
              boolean asBefore =
                  question.pool().holds(address)
                      && question.pool().isLeased(address)
                      && question.pool().sessionWith(address).equals(session);
              Optional<StoredLease> found = Optional.ofNullable(byAddress.get(address));
              if (!asBefore || found.isPresent()) {
                suspicions.remove(address);
              }
              if (asBefore) {
                found.ifPresentOrElse(
                    lease -> question.pool().correct(address, lease.user(), lease.session()),
                    () -> suspect(question.pool(), address, session, now));
              }
            });
  }

  private void suspect(
      AddressPool in, InetAddress address, Optional<SessionNumber> session, Instant now) {
    Suspicion suspicion =
        suspicions.merge(
            address,
            new Suspicion(session, now),
            (before, anew) -> before.session().equals(session) ? before : anew);
    if (!suspicion.since().plus(GRACE).isAfter(now)) {
      suspicions.remove(address);
      in.free(address, now);
    }
  }
}
