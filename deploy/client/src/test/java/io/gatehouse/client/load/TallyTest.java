package io.gatehouse.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.load.LoadReport.Latency;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final long MILLISECOND = 1_000_000;

  @Test
  void percentilesAreOfTheClientsThatConnected() {
    Tally tally = new Tally(0);
    for (int i = 100; i >= 1; i--) {
      tally.connected(0, i * MILLISECOND);
    }
    assertThat(tally.report().setUp()).isEqualTo(new Latency(1, 50, 90, 99, 100));
  }

  @Test
  void theRateIsUpToTheLastClientThatConnected() {
    Tally tally = new Tally(1000 * MILLISECOND);
    tally.connected(1000 * MILLISECOND, 1500 * MILLISECOND);
    tally.connected(1000 * MILLISECOND, 3000 * MILLISECOND);

    assertThat(tally.report().seconds()).isEqualTo(2);
    assertThat(tally.report().sessionsPerSecond()).isEqualTo(1);
  }

  @Test
  void goodputIsWhatConnectsWhileOthersBegin() {
    Tally tally = new Tally(0);
    tally.connected(0, 500 * MILLISECOND);
    tally.offered(4, 2000 * MILLISECOND);
    tally.connected(0, 9000 * MILLISECOND);

    assertThat(tally.report().offered()).isEqualTo(new LoadReport.Offered(2, 0.5));
    assertThat(tally.report().sessions()).isEqualTo(2);
  }

  @Test
  void probesThatWereSentAgainAreCountedApart() {
    Tally tally = new Tally(0);
    tally.probedAgain();
    tally.answered(7 * MILLISECOND);

    assertThat(tally.report().dpd())
        .isEqualTo(new LoadReport.Dpd(1, 1, new Latency(7, 7, 7, 7, 7)));
  }

  @Test
  void withoutASessionThereIsNothingToTell() {
    LoadReport report = new Tally(0).report();

    assertThat(report.setUp()).isEqualTo(new Latency(0, 0, 0, 0, 0));
    assertThat(report.sessionsPerSecond()).isZero();
    assertThat(report.well()).isTrue();
  }

  @Test
  void retransmissionsAndProbesAreCounted() {
    Tally tally = new Tally(0);
    tally.noticed(new ClientEvent.Retransmitted("IKE_AUTH", 1));
    tally.noticed(new ClientEvent.Retransmitted("IKE_AUTH", 2));
    tally.noticed(new ClientEvent.Probed());

    assertThat(tally.report().retransmissions()).isEqualTo(2);
    assertThat(tally.report().probes()).isEqualTo(1);
  }

  @Test
  void reasonsAreBounded() {
    Tally tally = new Tally(0);
    for (int i = 0; i < 60; i++) {
      tally.failed("reason " + i);
    }
    tally.failed("reason 0");

    Map<String, Long> failures = tally.report().failures();
    assertThat(failures).hasSize(51).containsEntry("reason 0", 2L);
    assertThat(failures).containsEntry("other reasons", 10L);
  }
}
