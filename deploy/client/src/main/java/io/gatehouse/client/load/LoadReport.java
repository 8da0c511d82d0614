package io.gatehouse.client.load;

import java.util.Map;

/**
 * How it went.
 *
 * @param sessions clients that connected
 * @param failures how often a client ended otherwise than it should, by reason
 * @param seconds from the first message to the last client that connected
 * @param offered what was offered, and what came of it meanwhile
 * @param setUp how long the clients that connected took
 * @param probes of the headend that were answered
 * @param dpd the clients' own dead peer detection
 */
public record LoadReport(
    int sessions,
    Map<String, Long> failures,
    double seconds,
    double sessionsPerSecond,
    Offered offered,
    Latency setUp,
    long retransmissions,
    long probes,
    Dpd dpd) {

  /**
   * Up to when the last client began: a load that is not heeded drains later, and that does not
   * count.
   *
   * @param perSecond clients that began
   * @param goodput clients that connected, in a second
   */
  public record Offered(double perSecond, double goodput) {}

  /**
   * @param latency from the first sending of a request to its response
   */
  public record Dpd(long answers, long retransmissions, Latency latency) {}

  /** In milliseconds; all zero when there is nothing to tell. */
  public record Latency(double least, double p50, double p90, double p99, double most) {

    static Latency of(long[] sortedNanos) {
      return new Latency(
          at(sortedNanos, 0),
          at(sortedNanos, 0.5),
          at(sortedNanos, 0.9),
          at(sortedNanos, 0.99),
          at(sortedNanos, 1));
    }

    /** The least value that at least this part of all does not exceed. */
    private static double at(long[] sortedNanos, double part) {
      int index = (int) Math.ceil(part * sortedNanos.length) - 1;
      return sortedNanos.length == 0 ? 0 : sortedNanos[Math.max(index, 0)] / 1e6;
    }
  }

  /** Whether every client did what it should. */
  public boolean well() {
    return failures.isEmpty();
  }
}
