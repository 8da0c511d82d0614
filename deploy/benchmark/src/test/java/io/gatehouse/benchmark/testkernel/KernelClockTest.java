package io.gatehouse.benchmark.testkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelClockTest {

  @Test
  void timeBetweenReadingsIsTakenInProportion() {
    try (KernelClock clock = new KernelClock(Map.of(1_000L, 50L, 1_020L, 70L, 1_040L, 70L))) {
      assertThat(clock.between(1_000, 1_040)).isCloseTo(0.020, within(1e-9));
      assertThat(clock.between(1_005, 1_030)).isCloseTo(0.015, within(1e-9));
    }
  }

  @Test
  void whatWasNotWatchedIsNotTold() {
    try (KernelClock clock = new KernelClock(Map.of(1_000L, 50L, 1_020L, 70L))) {
      assertThatThrownBy(() -> clock.between(1_000, 1_021))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("1021");
    }
  }
}
