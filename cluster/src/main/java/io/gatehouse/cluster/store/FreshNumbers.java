package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.util.LinkedHashSet;

/**
 * Session numbers that were minted a moment ago and cannot have a row: reading one needs no SQL.
 * When there are too many, the oldest is forgotten, and read from the database like any other.
 */
final class FreshNumbers {

  private final int limit;
  private final LinkedHashSet<SessionNumber> numbers = new LinkedHashSet<>();

  FreshNumbers(int limit) {
    this.limit = limit;
  }

  synchronized void add(SessionNumber session) {
    numbers.add(session);
    if (numbers.size() > limit) {
      numbers.removeFirst();
    }
  }

  /** Whether the number is fresh; it is so once. */
  synchronized boolean take(SessionNumber session) {
    return numbers.remove(session);
  }
}
