package io.gatehouse.benchmark.piece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.ResultRole;

class ScoresTest {

  @Test
  void eachIterationIsARound() {
    assertThat(Scores.of(benchmark("tag"), List.of(iteration(2), iteration(5))))
        .isEqualTo(
            new Measurement(
                "SPI tag: mint and check",
                "Gatehouse",
                Quantity.TIME_PER_OPERATION,
                List.of(2.0, 5.0)));
  }

  @Test
  void aBenchmarkNeedsARow() {
    assertThatThrownBy(() -> Scores.of(benchmark("hashCode"), List.of(iteration(2))))
        .hasMessage("io.gatehouse.benchmark.piece.SpiTagBenchmark.hashCode has no row");
  }

  private static String benchmark(String method) {
    return SpiTagBenchmark.class.getName() + "." + method;
  }

  /** A thousand operations, each of which took so long. */
  private static AverageTimeResult iteration(int microseconds) {
    return new AverageTimeResult(
        ResultRole.PRIMARY, "tag", 1000, microseconds * 1_000_000L, TimeUnit.MICROSECONDS);
  }
}
