package io.gatehouse.cluster.ingress;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the ingress did with datagrams. */
public final class IngressCounters {

  /** One counter each. */
  public enum Outcome {
    DELIVERED,
    SESSION_BEGUN,
    NUMBER_TAKEN,
    COOKIE_ASKED,
    COOKIE_ACCEPTED,
    COOKIE_WRONG,
    DROPPED_OVERLOAD,
    DROPPED_HALF_OPEN_LIMIT,
    DROPPED_SA_LIMIT,
    DROPPED_WAITING,
    DROPPED_NOT_IKE,
    DROPPED_UNKNOWN_SPI,
    OTHER_VERSION
  }

  private final Map<Outcome, LongAdder> counters = new EnumMap<>(Outcome.class);

  public IngressCounters() {
    for (Outcome outcome : Outcome.values()) {
      counters.put(outcome, new LongAdder());
    }
  }

  void count(Outcome outcome) {
    LongAdder counter = counters.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  public long get(Outcome outcome) {
    LongAdder counter = counters.get(outcome);
    return counter == null ? 0 : counter.sum();
  }
}
