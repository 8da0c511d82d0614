package io.gatehouse.cluster.config.archive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Which configuration, and where it comes from.
 *
 * @param number from 1, one more with each change
 * @param time to the millisecond
 * @param author the user who changed it, or the file that it was read from
 * @param node where it was changed
 */
public record ConfigurationVersion(long number, Instant time, String author, String node) {

  /** Stands for the version of a cluster that was never configured, when one is replaced. */
  public static final long NONE = 0;

  private static final int LONGEST_AUTHOR = 128;

  /** The version on top of {@code base}; of a long author the beginning, on one line. */
  public static ConfigurationVersion after(long base, Instant time, String author, String node) {
    String name = author.substring(0, Math.min(author.length(), LONGEST_AUTHOR));
    return new ConfigurationVersion(
        base + 1, time.truncatedTo(ChronoUnit.MILLIS), name.replaceAll("\\p{Cntrl}", "?"), node);
  }

  @Override
  public String toString() {
    return "configuration version %d of %s by %s on node %s".formatted(number, time, author, node);
  }
}
