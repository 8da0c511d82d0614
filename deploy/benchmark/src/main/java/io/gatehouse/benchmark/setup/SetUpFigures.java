package io.gatehouse.benchmark.setup;

import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds of each headend in one row, as measurements. */
final class SetUpFigures {

  private static final double MEDIAN = 0.5;
  private static final double P99 = 0.99;

  private final Map<Contender, List<SetUpRound>> rounds = new LinkedHashMap<>();

  void add(Contender headend, SetUpRound round) {
    rounds.computeIfAbsent(headend, _ -> new ArrayList<>()).add(round);
  }

  List<Measurement> measurements(String row) {
    List<Measurement> all = new ArrayList<>();
    rounds.forEach((headend, each) -> all.addAll(measurements(row, headend, each)));
    return all;
  }

  private static List<Measurement> measurements(
      String row, Contender headend, List<SetUpRound> rounds) {
    List<Measurement> all = new ArrayList<>();
    record Figure(Quantity quantity, ToDoubleFunction<SetUpRound> of) {}
    List<Figure> figures =
        new ArrayList<>(
            List.of(new Figure(Quantity.SERVER_CPU_PER_SESSION, SetUpRound::serverMillis)));
    if (headend.database().isPresent()) {
      figures.add(new Figure(Quantity.DATABASE_CPU_PER_SESSION, SetUpRound::databaseMillis));
    }
    figures.add(new Figure(Quantity.SESSIONS_PER_SECOND, SetUpRound::rate));
    figures.add(new Figure(Quantity.SET_UP_P50, round -> round.log().setUp(MEDIAN)));
    figures.add(new Figure(Quantity.SET_UP_P99, round -> round.log().setUp(P99)));
    figures.add(new Figure(Quantity.FAILURES, SetUpRound::failures));
    figures.add(new Figure(Quantity.RETRANSMISSIONS, round -> round.log().retransmissions()));
    for (Figure figure : figures) {
      all.add(Measurement.of(row, headend.peer(), figure.quantity(), rounds, figure.of()));
    }
    return all;
  }
}
