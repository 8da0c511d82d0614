package io.gatehouse.client.load;

import java.util.Arrays;

/** Grows as it is needed, up to {@value #MOST}; what comes after those is only counted. */
final class Latencies {

  private static final int MOST = 4_000_000;
  private static final int FIRST = 1024;

  private long[] nanos = new long[FIRST];
  private int kept;
  private long count;

  void add(long value) {
    count++;
    if (kept == MOST) {
      return;
    }
    if (kept == nanos.length) {
      nanos = Arrays.copyOf(nanos, Math.min(2 * kept, MOST));
    }
    nanos[kept++] = value;
  }

  long count() {
    return count;
  }

  LoadReport.Latency summary() {
    long[] sorted = Arrays.copyOf(nanos, kept);
    Arrays.sort(sorted);
    return LoadReport.Latency.of(sorted);
  }
}
