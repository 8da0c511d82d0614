package io.gatehouse.benchmark.result;

import java.util.List;
import java.util.stream.IntStream;

/** A figure over the rounds of one run. */
public record Spread(double least, double median, double most) {

  /**
   * @param rounds one value or more
   */
  public static Spread of(List<Double> rounds) {
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int last = sorted.length - 1;
    return new Spread(sorted[0], (sorted[last / 2] + sorted[(last + 1) / 2]) / 2, sorted[last]);
  }

  /** Of each round's value over the other's in the same round: what moves both moves neither. */
  public static Spread ofRatios(List<Double> rounds, List<Double> base) {
    return of(
        IntStream.range(0, Math.min(rounds.size(), base.size()))
            .mapToObj(round -> rounds.get(round) / base.get(round))
            .toList());
  }
}
