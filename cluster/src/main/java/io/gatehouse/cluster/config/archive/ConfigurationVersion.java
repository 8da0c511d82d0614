package io.gatehouse.cluster.config.archive;

import java.time.Instant;

/**
 * Which configuration, and where it comes from.
 *
 * @param number from 1, one more with each change
 * @param author the user who changed it, or the file that it was read from
 * @param node where it was changed
 */
public record ConfigurationVersion(long number, Instant time, String author, String node) {

  /** Stands for the version of a cluster that was never configured, when one is replaced. */
  public static final long NONE = 0;
}
