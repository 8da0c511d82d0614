package io.gatehouse.cluster.config;

import java.util.List;

/** What came of reading a configuration: all of it, or nothing. */
public sealed interface ConfigurationResult {

  /** Every line that does nothing is in one of these, in the order of the file. */
  List<UnusedLines> unused();

  /**
   * A usable configuration.
   *
   * @param notices what the operator should look at
   * @param unused all of them irrelevant
   * @param printed what was understood, as IOS prints its configuration, without secrets
   */
  record Loaded(
      Configuration configuration, List<Problem> notices, List<UnusedLines> unused, String printed)
      implements ConfigurationResult {
    public Loaded {
      notices = List.copyOf(notices);
      unused = List.copyOf(unused);
    }
  }

  /**
   * Nothing to start with.
   *
   * @param mistakes in the order of the file, never empty; only the first of very many
   */
  record Rejected(List<Problem> mistakes, List<UnusedLines> unused) implements ConfigurationResult {
    public Rejected {
      mistakes = List.copyOf(mistakes);
      unused = List.copyOf(unused);
    }
  }
}
