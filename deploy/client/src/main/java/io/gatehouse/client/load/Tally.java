package io.gatehouse.client.load;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.load.LoadReport.Dpd;
import io.gatehouse.client.load.LoadReport.Offered;
import java.util.Map;
import java.util.TreeMap;

/** Counts what happens to the clients. Safe for several threads. */
final class Tally {

  private static final int MOST_REASONS = 50;
  private static final String OTHER_REASONS = "other reasons";

  private final long begunNanos;
  private final Latencies setUp = new Latencies();
  private final Latencies probing = new Latencies();
  private final Map<String, Long> failures = new TreeMap<>();
  private Offered offered = new Offered(0, 0);
  private int connected;
  private long lastConnectedNanos;
  private long retransmissions;
  private long probingRetransmissions;
  private long probes;

  Tally(long nowNanos) {
    begunNanos = nowNanos;
    lastConnectedNanos = nowNanos;
  }

  synchronized void connected(long sinceNanos, long nowNanos) {
    setUp.add(nowNanos - sinceNanos);
    connected++;
    lastConnectedNanos = nowNanos;
  }

  /** The last of so many clients has begun. */
  synchronized void offered(int clients, long nowNanos) {
    double seconds = (nowNanos - begunNanos) / 1e9;
    offered = new Offered(clients / seconds, connected / seconds);
  }

  synchronized void answered(long nanos) {
    probing.add(nanos);
  }

  synchronized void probedAgain() {
    probingRetransmissions++;
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
    double seconds = (lastConnectedNanos - begunNanos) / 1e9;
    return new LoadReport(
        connected,
        new TreeMap<>(failures),
        seconds,
        connected == 0 ? 0 : connected / seconds,
        offered,
        setUp.summary(),
        retransmissions,
        probes,
        new Dpd(probing.count(), probingRetransmissions, probing.summary()));
  }
}
