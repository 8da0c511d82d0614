package io.gatehouse.benchmark.result;

import java.util.List;
import java.util.Optional;

/**
 * What one set of benchmarks found.
 *
 * @param name of the set, as on the command line
 * @param conditions how it was measured, warm-up included, in one or two sentences
 * @param base the peer that the others are compared with, if there is one
 * @param absences what this machine does not allow to measure
 */
public record Section(
    String name,
    String conditions,
    Optional<String> base,
    List<Measurement> measurements,
    List<Absence> absences) {
  public Section {
    measurements = List.copyOf(measurements);
    absences = List.copyOf(absences);
  }

  /** Everything was measured. */
  public Section(
      String name, String conditions, Optional<String> base, List<Measurement> measurements) {
    this(name, conditions, base, measurements, List.of());
  }

  /** The same quantity of the base in the same row. */
  public Optional<Measurement> baseOf(Measurement measurement) {
    return measurements.stream()
        .filter(other -> base.filter(other.peer()::equals).isPresent())
        .filter(other -> other.row().equals(measurement.row()))
        .filter(other -> other.quantity() == measurement.quantity())
        .findFirst();
  }

  /** How this measurement compares with the base; nothing for the base itself. */
  public Optional<Spread> ratio(Measurement measurement) {
    return baseOf(measurement)
        .filter(other -> !other.equals(measurement))
        .filter(other -> other.rounds().stream().allMatch(value -> value > 0))
        .map(other -> Spread.ofRatios(measurement.rounds(), other.rounds()));
  }
}
