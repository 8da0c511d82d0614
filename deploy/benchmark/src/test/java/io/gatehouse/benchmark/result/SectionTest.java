package io.gatehouse.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SectionTest {
  private static final Measurement CHARON = cpu("charon", 2.0, 4.0, 3.0);
  private static final Measurement GATEHOUSE = cpu("Gatehouse", 1.0, 1.0, 3.0);
  private static final Section SECTION =
      new Section("setup", "none", Optional.of("charon"), List.of(CHARON, GATEHOUSE));

  private static Measurement cpu(String peer, Double... rounds) {
    return new Measurement("PSK", peer, Quantity.SERVER_CPU_PER_SESSION, List.of(rounds));
  }

  @Test
  void spreadIsLeastMedianAndMost() {
    assertThat(CHARON.spread()).isEqualTo(new Spread(2, 3, 4));
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(1, 2.5, 4));
  }

  @Test
  void ratioIsTakenRoundByRound() {
    assertThat(SECTION.ratio(GATEHOUSE)).contains(new Spread(0.25, 0.5, 1));
  }

  @Test
  void baseHasNoRatio() {
    assertThat(SECTION.ratio(CHARON)).isEmpty();
  }
}
