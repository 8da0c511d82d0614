package io.gatehouse.cluster.directory;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one node tells of itself.
 *
 * @param since when its process began, and with it the counting
 * @param counters by the names of the page {@code /status}; one that a node does not have is not
 *     counted there
 */
public record NodeReport(
    String node,
    String release,
    Instant since,
    Map<String, Long> counters,
    List<RadiusServerReport> radiusServers) {

  public NodeReport {
    counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
    radiusServers = List.copyOf(radiusServers);
  }

  public long counter(String name) {
    return counters.getOrDefault(name, 0L);
  }
}
