package io.gatehouse.client.load;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.load.LoadReport.Latency;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts what happens to the clients. Safe for several threads. */
final class Tally {

  private static final int MOST_REASONS = 50;
  private static final String OTHER_REASONS = "other reasons";

  private final long begunNanos;
  private final long[] setUpNanos;
  private final Map<String, Long> failures = new TreeMap<>();
  private int connected;
  private long lastConnectedNanos;
  private long retransmissions;
  private long probes;

  Tally(int clients, long nowNanos) {
    setUpNanos = new long[clients];
    begunNanos = nowNanos;
    lastConnectedNanos = nowNanos;
  }

  synchronized void connected(long sinceNanos, long nowNanos) {
    setUpNanos[connected++] = nowNanos - sinceNanos;
    lastConnectedNanos = nowNanos;
  }

  synchronized void failed(String reason) {
    boolean room = failures.size() < MOST_REASONS || failures.containsKey(reason);
    failures.merge(room ? reason : OTHER_REASONS, 1L, Long::sum);
  }

  /** What neither connects nor ends a client. */
  synchronized void noticed(ClientEvent event) {
    if (event instanceof ClientEvent.Retransmitted) {
      retransmissions++;
    } else if (event instanceof ClientEvent.Probed) {
      probes++;
    }
  }

  synchronized String progress() {
    long failed = failures.values().stream().mapToLong(Long::longValue).sum();
    return "%d connected, %d failed, %d retransmissions"
        .formatted(connected, failed, retransmissions);
  }

  synchronized LoadReport report() {
    long[] sorted = Arrays.copyOf(setUpNanos, connected);
    Arrays.sort(sorted);
    double seconds = (lastConnectedNanos - begunNanos) / 1e9;
    return new LoadReport(
        connected,
        new TreeMap<>(failures),
        seconds,
        connected == 0 ? 0 : connected / seconds,
        Latency.of(sorted),
        retransmissions,
        probes);
  }
}
