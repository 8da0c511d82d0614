package io.gatehouse.benchmark.esp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.endtoend.lab.LabException;

/**
 * What iperf3 saw arrive.
 *
 * @param packets of UDP; 0 for TCP, which does not count them
 * @param lost per cent of the packets that were sent
 */
record Delivery(long packets, double megabits, double seconds, double lost) {

  private static final double MEGABIT = 1e6;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the output of {@code iperf3 --json}. */
  static Delivery of(String report) {
    JsonNode received = received(report);
    return new Delivery(
        received.path("packets").asLong() - received.path("lost_packets").asLong(),
        received.path("bytes").asLong() * Byte.SIZE / MEGABIT,
        received.path("seconds").asDouble(),
        received.path("lost_percent").asDouble());
  }

  double perSecond() {
    return megabits / seconds;
  }

  private static JsonNode received(String report) {
    try {
      // A warning about the length of datagrams may come first.
      JsonNode root = JSON.readTree(report.substring(Math.max(report.indexOf('{'), 0)));
      JsonNode received = root.path("end").path("sum_received");
      if (root.has("error") || received.isMissingNode()) {
        throw new LabException("iperf3: " + root.path("error").asText("no summary"));
      }
      return received;
    } catch (JsonProcessingException e) {
      throw new LabException("iperf3 printed no JSON: " + report, e);
    }
  }
}
