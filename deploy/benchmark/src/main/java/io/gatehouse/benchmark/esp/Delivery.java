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
    JsonNode end = end(report);
    JsonNode sum = end.has("sum") ? end.get("sum") : end.path("sum_received");
    double seconds = sum.path("seconds").asDouble();
    long sent = sum.path("packets").asLong();
    long packets = sent - sum.path("lost_packets").asLong();
    double share = sent == 0 ? 1 : (double) packets / sent;
    return new Delivery(
        packets,
        sum.path("bytes").asLong() * Byte.SIZE * share / MEGABIT,
        seconds,
        100 * (1 - share));
  }

  private static JsonNode end(String report) {
    try {
      JsonNode root = JSON.readTree(report);
      if (root.has("error")) {
        throw new LabException("iperf3: " + root.get("error").asText());
      }
      return root.path("end");
    } catch (JsonProcessingException e) {
      throw new LabException("iperf3 printed no JSON: " + report, e);
    }
  }
}
