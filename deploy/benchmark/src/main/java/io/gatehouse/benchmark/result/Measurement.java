package io.gatehouse.benchmark.result;

import java.util.List;

/**
 * One quantity of one peer in one case.
 *
 * @param row the case, for example {@code PSK, X25519}
 * @param peer who was measured, for example {@code charon} or {@code Gatehouse}
 * @param rounds one value for each round, in their order; at least one
 */
public record Measurement(String row, String peer, Quantity quantity, List<Double> rounds) {
  public Measurement {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured: " + row + ", " + peer);
    }
  }

  public Spread spread() {
    return Spread.of(rounds);
  }
}
