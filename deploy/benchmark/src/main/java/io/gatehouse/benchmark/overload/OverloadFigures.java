package io.gatehouse.benchmark.overload;

import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds as measurements. */
final class OverloadFigures {

  private static final String GATEHOUSE = "Gatehouse";
  private static final String QUIET = "established clients, nothing else";
  private static final String MEANWHILE = "established clients meanwhile";
  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  private final List<OverloadRound> rounds = new ArrayList<>();

  void add(OverloadRound round) {
    rounds.add(round);
  }

  List<Measurement> measurements(String row) {
    return List.of(
        of("peak", Quantity.SESSIONS_PER_SECOND, OverloadRound::peak),
        of(row, Quantity.OFFERED_PER_SECOND, OverloadRound::offered),
        of(row, Quantity.SESSIONS_PER_SECOND, OverloadRound::goodput),
        of(row, Quantity.GOODPUT, round -> 100 * round.goodput() / round.peak()),
        of(row, Quantity.RETRANSMISSIONS, OverloadRound::retransmissions),
        of(QUIET, Quantity.DPD_P50, round -> round.quiet().at(MEDIAN)),
        of(MEANWHILE, Quantity.DPD_P50, round -> round.overloaded().at(MEDIAN)),
        of(QUIET, Quantity.DPD_P99, round -> round.quiet().at(P99)),
        of(MEANWHILE, Quantity.DPD_P99, round -> round.overloaded().at(P99)),
        of(MEANWHILE, Quantity.RETRANSMISSIONS, OverloadRound::dpdRetransmissions),
        of(MEANWHILE, Quantity.SESSIONS_LOST, OverloadRound::lost));
  }

  private Measurement of(String row, Quantity quantity, ToDoubleFunction<OverloadRound> value) {
    return Measurement.of(row, GATEHOUSE, quantity, rounds, value);
  }
}
