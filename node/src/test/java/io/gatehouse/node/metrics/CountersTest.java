package io.gatehouse.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class CountersTest {

  private enum Weather {
    SUN,
    RAIN
  }

  @Test
  void everyKindIsCountedApart() {
    Counters<Weather> counters = new Counters<>(Weather.class);
    counters.count(Weather.RAIN);
    counters.count(Weather.RAIN);

    assertThat(counters.snapshot())
        .containsExactly(entry(Weather.SUN, 0L), entry(Weather.RAIN, 2L));
  }
}
