package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerHealthTest {

  private static final Duration DEAD_TIME = Duration.ofNanos(100);

  @Test
  void aServerThatAnsweredNobodyIsDeadForAWhile() {
    ServerHealth health = ServerHealth.unknown(0).silent(10, 50, DEAD_TIME);

    assertThat(health.isAliveAt(50)).isFalse();
    assertThat(health.isAliveAt(149)).isFalse();
    assertThat(health.isAliveAt(150)).isTrue();
  }

  @Test
  void aServerThatAnsweredOthersInTheMeantimeIsAlive() {
    ServerHealth health = ServerHealth.unknown(0).answered(20).silent(10, 50, DEAD_TIME);

    assertThat(health.isAliveAt(50)).isTrue();
  }

  @Test
  void anAnswerBringsADeadServerBackAtOnce() {
    ServerHealth health = ServerHealth.unknown(0).silent(10, 50, DEAD_TIME).answered(60);

    assertThat(health.isAliveAt(60)).isTrue();
  }

  @Test
  void withoutADeadTimeNoServerIsDead() {
    assertThat(ServerHealth.unknown(0).silent(10, 50, Duration.ZERO).isAliveAt(50)).isTrue();
  }

  @Test
  void theClockMayOverflow() {
    long late = Long.MAX_VALUE - 50;
    ServerHealth health = ServerHealth.unknown(late).silent(late + 10, late + 20, DEAD_TIME);

    assertThat(health.isAliveAt(late + 100)).isFalse();
    assertThat(health.isAliveAt(late + 120)).isTrue();
  }
}
