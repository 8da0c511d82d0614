package io.gatehouse.benchmark.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of all rounds, in the order of the first one. */
public final class Rounds {

  private record Case(String row, String peer, Quantity quantity) {}

  private final Map<Case, List<Double>> figures = new LinkedHashMap<>();

  public void add(String row, String peer, Quantity quantity, double figure) {
    figures.computeIfAbsent(new Case(row, peer, quantity), _ -> new ArrayList<>()).add(figure);
  }

  public List<Measurement> measurements() {
    return figures.entrySet().stream()
        .map(entry -> measurement(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Measurement measurement(Case of, List<Double> rounds) {
    return new Measurement(of.row(), of.peer(), of.quantity(), rounds);
  }
}
