package io.gatehouse.endtoend.measure;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Durations of several sessions, in rising order. */
public record Percentiles(List<Duration> sorted) {
  public Percentiles {
    sorted = List.copyOf(sorted);
  }

  public static Percentiles of(Collection<Duration> durations) {
    return new Percentiles(durations.stream().sorted().toList());
  }

  /**
   * The least duration that so many of a hundred do not exceed; zero of none.
   *
   * @param percent 1 to 100
   */
  public Duration at(int percent) {
    int rank = (sorted.size() * percent + 99) / 100;
    return rank == 0 ? Duration.ZERO : sorted.get(rank - 1);
  }

  public Duration longest() {
    return at(100);
  }

  /** Median, 99th percentile and maximum in milliseconds. */
  @Override
  public String toString() {
    return sorted.isEmpty()
        ? "-"
        : "%d / %d / %d".formatted(at(50).toMillis(), at(99).toMillis(), longest().toMillis());
  }
}
