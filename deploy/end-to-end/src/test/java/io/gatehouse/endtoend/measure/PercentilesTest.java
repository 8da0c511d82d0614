package io.gatehouse.endtoend.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void ofAHundred() {
    Percentiles percentiles =
        Percentiles.of(IntStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList());
    assertThat(percentiles.at(50)).isEqualTo(Duration.ofMillis(50));
    assertThat(percentiles.at(99)).isEqualTo(Duration.ofMillis(99));
    assertThat(percentiles).hasToString("50 / 99 / 100");
  }

  @Test
  void ofOne() {
    assertThat(Percentiles.of(List.of(Duration.ofMillis(7)))).hasToString("7 / 7 / 7");
  }

  @Test
  void ofNone() {
    assertThat(Percentiles.of(List.of())).hasToString("-");
  }
}
