package io.gatehouse.cluster.config;

import java.util.List;

/** What came of reading a configuration: all of it, or nothing. */
public sealed interface ConfigurationResult {

  /**
   * A usable configuration.
   *
   * @param notices what was accepted but has no effect, and what the operator should look at
   */
  record Loaded(Configuration configuration, List<Problem> notices) implements ConfigurationResult {
    public Loaded {
      notices = List.copyOf(notices);
    }
  }

  /**
   * Nothing to start with.
   *
   * @param mistakes in the order of the file, never empty; a file with very many is not read to its
   *     end
   */
  record Rejected(List<Problem> mistakes) implements ConfigurationResult {
    public Rejected {
      mistakes = List.copyOf(mistakes);
    }
  }
}
