package io.gatehouse.cluster.accounting;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How one node delivers accounting records. The defaults are in reference.conf, under {@code
 * gatehouse.accounting}.
 *
 * @param window records of one list that are on their way at the same time, at most
 * @param rate records of one list in a second, at most
 * @param pollInterval how often the outbox is looked through for what other nodes left
 * @param firstPause how long a list is left alone when nobody answers; it doubles each time
 * @param longestPause up to this
 */
public record AccountingSettings(
    int window, int rate, Duration pollInterval, Duration firstPause, Duration longestPause) {

  private static final int MAX_WINDOW = 2_000;
  private static final int MAX_RATE = 100_000;

  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public AccountingSettings {
    require(window >= 1 && window <= MAX_WINDOW, "window is 1 to " + MAX_WINDOW);
    require(rate >= 1 && rate <= MAX_RATE, "rate is 1 to " + MAX_RATE);
    require(!pollInterval.isNegative() && !pollInterval.isZero(), "poll-interval is above 0");
    require(!firstPause.isNegative() && !firstPause.isZero(), "first-pause is above 0");
    require(longestPause.compareTo(firstPause) >= 0, "longest-pause is not below first-pause");
  }

  /**
   * @param config the {@code gatehouse.accounting} block
   * @throws com.typesafe.config.ConfigException when a setting is missing or of the wrong type
   */
  public static AccountingSettings from(Config config) {
    return new AccountingSettings(
        config.getInt("window"),
        config.getInt("rate"),
        config.getDuration("poll-interval"),
        config.getDuration("first-pause"),
        config.getDuration("longest-pause"));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("accounting: the " + rule);
    }
  }
}
