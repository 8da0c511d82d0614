package io.gatehouse.benchmark.anyconnect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * One round.
 *
 * @param report of the clients, about those that were counted
 * @param sessions with those by which the clients warmed up
 * @param server the headend's processor time for all of them
 */
record AnyConnectRound(JsonNode report, int sessions, Duration server) {

  double serverMillis() {
    return (double) server.toMillis() / sessions;
  }

  double rate() {
    return report.get("sessionsPerSecond").asDouble();
  }

  double median() {
    return report.at("/setUp/p50").asDouble();
  }

  double p99() {
    return report.at("/setUp/p99").asDouble();
  }

  double failures() {
    return report.get("failures").valueStream().mapToLong(JsonNode::asLong).sum();
  }

  double retransmissions() {
    return report.get("retransmissions").asDouble();
  }
}
