package io.gatehouse.node.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One counter for each constant of an enum. Safe for several threads. */
public final class Counters<E extends Enum<E>> {

  private final Class<E> kinds;
  private final LongAdder[] adders;

  public Counters(Class<E> kinds) {
    this.kinds = kinds;
    this.adders = new LongAdder[kinds.getEnumConstants().length];
    for (int i = 0; i < adders.length; i++) {
      adders[i] = new LongAdder();
    }
  }

  public void count(E kind) {
    adders[kind.ordinal()].increment();
  }

  /** All of them, zeros too. */
  public Map<E, Long> snapshot() {
    Map<E, Long> snapshot = new EnumMap<>(kinds);
    for (E kind : kinds.getEnumConstants()) {
      snapshot.put(kind, adders[kind.ordinal()].sum());
    }
    return snapshot;
  }
}
