package io.gatehouse.cluster.config.distribution;

import io.gatehouse.cluster.config.ConfigurationResult;

/** Reads a configuration as this node would serve clients by it, with its own certificates. */
@FunctionalInterface
public interface ConfigurationReading {

  /**
   * Total. Takes milliseconds, and reads files.
   *
   * @param source what messages begin with
   */
  ConfigurationResult read(String source, String text);
}
