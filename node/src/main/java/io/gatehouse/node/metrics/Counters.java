package io.gatehouse.node.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** One counter for each constant of an enum. Safe for several threads. */
public final class Counters<E extends Enum<E>> {

  private final Class<E> kinds;
  private final Map<E, LongAdder> adders;

  public Counters(Class<E> kinds) {
    this.kinds = kinds;
    this.adders = new EnumMap<>(kinds);
    for (E kind : kinds.getEnumConstants()) {
      adders.put(kind, new LongAdder());
    }
  }

  public void count(E kind) {
    count(kind, 1);
  }

  public void count(E kind, int times) {
    Objects.requireNonNull(adders.get(kind)).add(times);
  }

  /** All of them, zeros too. */
  public Map<E, Long> snapshot() {
    Map<E, Long> snapshot = new EnumMap<>(kinds);
    adders.forEach((kind, adder) -> snapshot.put(kind, adder.sum()));
    return snapshot;
  }
}
