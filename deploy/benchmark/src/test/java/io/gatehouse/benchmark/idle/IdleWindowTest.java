package io.gatehouse.benchmark.idle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleWindowTest {

  @Test
  void figuresAreOfTheTimeThatPassed() {
    var watched = new IdleWindow.Watched(20, 1, 4000);

    assertThat(watched.exchangesPerSecond()).isEqualTo(200);
    assertThat(watched.processorShare()).isEqualTo(5);
    assertThat(watched.millisecondsPerExchange()).isEqualTo(0.25);
  }
}
