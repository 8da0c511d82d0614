package io.gatehouse.benchmark.overload;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A peak, an overload, and how established clients fared.
 *
 * @param peak sessions in a second
 * @param offer the report of the clients that came
 * @param established the report of those that were there
 */
record OverloadRound(
    double peak,
    JsonNode offer,
    JsonNode established,
    ProbeLatencies quiet,
    ProbeLatencies overloaded) {

  double offered() {
    return offer.at("/offered/perSecond").asDouble();
  }

  /** Sessions in a second while they were offered. */
  double goodput() {
    return offer.at("/offered/goodput").asDouble();
  }

  long retransmissions() {
    return offer.get("retransmissions").asLong();
  }

  /** Requests of established clients that had to be sent again. */
  long dpdRetransmissions() {
    return established.at("/dpd/retransmissions").asLong();
  }

  /** Established clients that ended otherwise than they should. */
  long lost() {
    return established.get("failures").valueStream().mapToLong(JsonNode::asLong).sum();
  }
}
