package io.gatehouse.protocol.accounting;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the account of a session is kept. They stay as they were at its beginning, so that all of its
 * records look alike and go the same way.
 *
 * @param list the accounting list that says who is told
 * @param interim how often they are told between beginning and end; empty: not at all
 * @param nasAddress NAS-IP-Address in all records, whichever node sends them
 */
public record AccountingTerms(
    String list, Optional<Duration> interim, Optional<InetAddress> nasAddress) {

  private static final Duration SHORTEST_INTERIM = Duration.ofSeconds(60);

  /** RFC 2869 section 2.1: once a minute, and not more often. */
  public static Duration permitted(Duration interim) {
    return interim.compareTo(SHORTEST_INTERIM) < 0 ? SHORTEST_INTERIM : interim;
  }
}
