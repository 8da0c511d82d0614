package io.gatehouse.cluster.faultin;

import io.gatehouse.cluster.session.SessionNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The faults that are being served, one for each session, and for a little while those that were:
 * the packets behind the first one find their CHILD SA installed, or are not worth more work.
 * Bounded, whatever comes.
 */
final class Faults {

  static final int MOST_SERVED = 4_000;
  static final int MOST_QUIET = 20_000;

  /** How a fault is being served. */
  enum Stage {
    /** The session was told, and is to answer. */
    TOLD,
    /** It did not: the store is asked. */
    IN_STORE
  }

  /**
   * One of them.
   *
   * @param tries how often the store was read
   */
  record Served(Fault fault, Stage stage, Instant since, int tries) {
    Served inStore() {
      return new Served(fault, Stage.IN_STORE, since, tries + 1);
    }
  }

  private final Map<SessionNumber, Served> served = new LinkedHashMap<>();
  private final LinkedHashMap<SessionNumber, Instant> quietUntil = new LinkedHashMap<>();

  /** Whether the fault is to be served. */
  boolean begin(SessionNumber session, Fault fault, Instant now) {
    Instant quiet = quietUntil.get(session);
    if (served.containsKey(session)
        || served.size() >= MOST_SERVED
        || (quiet != null && now.isBefore(quiet))) {
      return false;
    }
    served.put(session, new Served(fault, Stage.TOLD, now, 0));
    return true;
  }

  Optional<Served> find(SessionNumber session) {
    return Optional.ofNullable(served.get(session));
  }

  /** The session did not answer, or what the store had was old: it is to be read. */
  void inStore(SessionNumber session) {
    served.computeIfPresent(session, (_, before) -> before.inStore());
  }

  /** Those whose session was told by then, and has not answered. */
  List<SessionNumber> toldBy(Instant limit) {
    return served.entrySet().stream()
        .filter(entry -> entry.getValue().stage() == Stage.TOLD)
        .filter(entry -> !entry.getValue().since().isAfter(limit))
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean isEmpty() {
    return served.isEmpty();
  }

  void over(SessionNumber session, Instant now, Duration quiet) {
    served.remove(session);
    quietUntil.putLast(session, now.plus(quiet));
    while (quietUntil.size() > MOST_QUIET) {
      quietUntil.pollFirstEntry();
    }
  }
}
