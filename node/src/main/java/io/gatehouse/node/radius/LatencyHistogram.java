package io.gatehouse.node.radius;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** How many answers took how long, in classes that Prometheus knows as a histogram. */
final class LatencyHistogram {

  private static final long[] BOUNDS_MILLIS = {1, 2, 5, 10, 25, 50, 100, 250, 1000, 5000, 60_000};

  private final AtomicLongArray counts = new AtomicLongArray(BOUNDS_MILLIS.length + 1);

  void add(long nanoseconds) {
    int at = 0;
    while (at < BOUNDS_MILLIS.length
        && nanoseconds > TimeUnit.MILLISECONDS.toNanos(BOUNDS_MILLIS[at])) {
      at++;
    }
    counts.incrementAndGet(at);
  }

  /** By the upper bound in seconds, {@code +Inf} the last: how many took so long or less. */
  Map<String, Long> cumulative() {
    Map<String, Long> buckets = new LinkedHashMap<>();
    long sum = 0;
    for (int at = 0; at < BOUNDS_MILLIS.length; at++) {
      sum += counts.get(at);
      buckets.put(Double.toString(BOUNDS_MILLIS[at] / 1000.0), sum);
    }
    buckets.put("+Inf", sum + counts.get(BOUNDS_MILLIS.length));
    return buckets;
  }
}
