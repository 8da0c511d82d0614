package io.gatehouse.cluster.directory;

import java.time.Instant;
import java.util.Map;

/**
 * What one node has seen of a RADIUS server.
 *
 * @param address without a port
 */
public record RadiusServerReport(
    String name,
    String address,
    int authenticationPort,
    int accountingPort,
    Service authentication,
    Service accounting) {

  /**
   * One of the services of the server.
   *
   * @param alive whether it is asked
   * @param changed when it became what it is
   * @param counters by name, as {@code accepts}
   * @param outstanding requests that wait for an answer
   * @param nanoseconds that answered requests have waited, in sum
   */
  public record Service(
      boolean alive,
      Instant changed,
      Map<String, Long> counters,
      long outstanding,
      long nanoseconds) {

    public Service {
      counters = Map.copyOf(counters);
    }

    public long counter(String name) {
      return counters.getOrDefault(name, 0L);
    }
  }
}
