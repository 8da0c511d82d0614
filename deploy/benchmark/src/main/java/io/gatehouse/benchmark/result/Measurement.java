package io.gatehouse.benchmark.result;

import java.util.List;
import java.util.function.ToDoubleFunction;

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

  /** The same quantity of each round. */
  public static <R> Measurement of(
      String row, String peer, Quantity quantity, List<R> rounds, ToDoubleFunction<R> value) {
    return new Measurement(
        row, peer, quantity, rounds.stream().mapToDouble(value).boxed().toList());
  }

  public Spread spread() {
    return Spread.of(rounds);
  }
}
