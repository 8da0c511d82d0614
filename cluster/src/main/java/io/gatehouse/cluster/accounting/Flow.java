package io.gatehouse.cluster.accounting;

import java.time.Duration;
import java.time.Instant;

/**
 * How much of a list may be on its way: a window and a rate; and while nobody answers one record at
 * a time, after pauses that double.
 */
final class Flow {

  private static final int LONGEST_DOUBLING = 16;

  private final AccountingSettings settings;
  private boolean asking;
  private int underWay;
  private int failures;
  private Instant resumesAt = Instant.MIN;
  private long second;
  private int spent;

  Flow(AccountingSettings settings) {
    this.settings = settings;
  }

  /** How many records may be taken from the outbox now. */
  int room(Instant now) {
    if (asking) {
      return 0;
    }
    if (failures > 0) {
      return underWay == 0 && !now.isBefore(resumesAt) ? 1 : 0;
    }
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      spent = 0;
    }
    return Math.max(0, Math.min(settings.window() - underWay, settings.rate() - spent));
  }

  void asked() {
    asking = true;
  }

  void answered(int records) {
    asking = false;
    underWay += records;
    spent += records;
  }

  void delivered() {
    underWay--;
    failures = 0;
    resumesAt = Instant.MIN;
  }

  /** One that needed no delivery. */
  void skipped() {
    underWay--;
  }

  /**
   * Nobody answered.
   *
   * @return whether somebody did before
   */
  boolean failed(Instant now) {
    underWay--;
    if (now.isBefore(resumesAt)) {
      // Sent before the pause began.
      return false;
    }
    failures++;
    resumesAt = now.plus(pause(failures - 1));
    return failures == 1;
  }

  boolean isFailing() {
    return failures > 0;
  }

  /** How long a list is left alone, or a record that has been put off so often before. */
  Duration pause(int doublings) {
    Duration pause =
        settings.firstPause().multipliedBy(1L << Math.clamp(doublings, 0, LONGEST_DOUBLING));
    return pause.compareTo(settings.longestPause()) < 0 ? pause : settings.longestPause();
  }
}
