package io.gatehouse.cluster.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FlowTest {

  private static final Instant NOW = Records.AT;
  private static final AccountingSettings SETTINGS =
      new AccountingSettings(
          10, 15, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(5));

  private final Flow flow = new Flow(SETTINGS);

  private void take(int records, Instant now) {
    assertThat(flow.room(now)).isGreaterThanOrEqualTo(records);
    flow.asked();
    assertThat(flow.room(now)).as("one question at a time").isZero();
    flow.answered(records);
  }

  @Test
  void theWindowBoundsWhatIsUnderWay() {
    take(10, NOW);
    assertThat(flow.room(NOW)).isZero();
    flow.delivered();
    assertThat(flow.room(NOW)).isEqualTo(1);
  }

  @Test
  void theRateBoundsASecond() {
    take(10, NOW);
    for (int i = 0; i < 10; i++) {
      flow.delivered();
    }
    take(5, NOW);
    assertThat(flow.room(NOW)).isZero();
    assertThat(flow.room(NOW.plusSeconds(1))).isEqualTo(5);
  }

  @Test
  void whileNobodyAnswersOneRecordIsTriedAfterPausesThatDouble() {
    take(2, NOW);
    assertThat(flow.failed(NOW)).as("news").isTrue();
    assertThat(flow.failed(NOW)).as("sent before the pause").isFalse();
    Instant at = NOW;
    for (int pause : new int[] {1, 2, 4, 5, 5}) {
      assertThat(flow.room(at.plusSeconds(pause).minusMillis(1))).isZero();
      at = at.plusSeconds(pause);
      assertThat(flow.room(at)).isEqualTo(1);
      take(1, at);
      assertThat(flow.failed(at)).isFalse();
    }
    assertThat(flow.isFailing()).isTrue();
  }

  @Test
  void anAnswerOpensTheWindowAgain() {
    take(1, NOW);
    flow.failed(NOW);
    take(1, NOW.plusSeconds(1));
    flow.delivered();

    assertThat(flow.isFailing()).isFalse();
    assertThat(flow.room(NOW.plusSeconds(1))).isEqualTo(10);
  }

  @Test
  void aRecordIsPutOffLongerEachTime() {
    assertThat(flow.pause(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(flow.pause(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(flow.pause(1_000)).isEqualTo(Duration.ofSeconds(5));
  }
}
