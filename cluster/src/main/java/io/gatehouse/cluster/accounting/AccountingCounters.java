package io.gatehouse.cluster.accounting;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What came of one node's accounting records. Safe for several threads. */
public final class AccountingCounters {

  /** What came of a record. */
  public enum Outcome {
    DELIVERED,
    UNANSWERED,
    SUPERSEDED,
    DROPPED
  }

  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
  private final AtomicLong waiting = new AtomicLong();

  public AccountingCounters() {
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new LongAdder());
    }
  }

  void count(Outcome outcome) {
    Objects.requireNonNull(outcomes.get(outcome)).increment();
  }

  void waiting(long records) {
    waiting.set(records);
  }

  public long get(Outcome outcome) {
    return Objects.requireNonNull(outcomes.get(outcome)).sum();
  }

  /** Records in the outbox of the whole cluster when it was looked at last. */
  public long waiting() {
    return waiting.get();
  }
}
