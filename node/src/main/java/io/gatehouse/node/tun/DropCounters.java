package io.gatehouse.node.tun;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Packets that were not forwarded, by reason. */
final class DropCounters {

  private final Map<Drop, LongAdder> counters = new EnumMap<>(Drop.class);

  DropCounters() {
    for (Drop reason : Drop.values()) {
      counters.put(reason, new LongAdder());
    }
  }

  void count(Drop reason) {
    counters.getOrDefault(reason, new LongAdder()).increment();
  }

  Map<Drop, Long> snapshot() {
    Map<Drop, Long> snapshot = new EnumMap<>(Drop.class);
    counters.forEach((reason, counter) -> snapshot.put(reason, counter.sum()));
    return snapshot;
  }
}
