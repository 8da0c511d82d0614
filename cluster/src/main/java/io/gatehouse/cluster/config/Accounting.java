package io.gatehouse.cluster.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Who is told of sessions, and how often.
 *
 * @param lists {@code aaa accounting network}, by name
 * @param interimInterval {@code aaa accounting update periodic}, for users of whom RADIUS does not
 *     say it
 */
public record Accounting(Map<String, AccountingList> lists, Optional<Duration> interimInterval) {

  public static final Accounting NONE = new Accounting(Map.of(), Optional.empty());

  public Accounting {
    lists = Map.copyOf(lists);
  }
}
