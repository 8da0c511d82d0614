package io.gatehouse.protocol.accounting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The account of an established session. It is stored with the session, and only grows: what a node
 * counted after the last time it was stored is lost with that node, and nothing else.
 *
 * @param usage all that is known to have gone through the session
 * @param readings the last of each CHILD SA: what of it is in {@code usage} already
 * @param sessionTime that was recorded last
 */
public record Account(
    AccountingTerms terms,
    Usage usage,
    List<Reading> readings,
    Optional<Instant> interimAt,
    Duration sessionTime) {

  public Account {
    readings = List.copyOf(readings);
  }

  public static Account opened(AccountingTerms terms, Instant now) {
    return new Account(terms, Usage.NONE, List.of(), terms.interim().map(now::plus), Duration.ZERO);
  }

  /** Adds what was counted since the last readings. */
  public Account read(List<Reading> now) {
    Account account = this;
    for (Reading reading : now) {
      account = account.read(reading);
    }
    return account;
  }

  private Account read(Reading now) {
    Optional<Reading> last =
        readings.stream().filter(known -> known.inboundSpi() == now.inboundSpi()).findFirst();
    int before = last.map(Reading::installation).orElse(-1);
    if (now.installation() < before) {
      // Of a node that the SA has left: what came after its last reading is lost.
      return this;
    }
    Usage added =
        now.installation() == before ? now.usage().since(last.get().usage()) : now.usage();
    Usage counted = now.installation() == before ? last.get().usage().plus(added) : now.usage();
    List<Reading> all = new ArrayList<>(readings);
    last.ifPresent(all::remove);
    all.add(new Reading(now.inboundSpi(), now.installation(), counted));
    return new Account(terms, usage.plus(added), all, interimAt, sessionTime);
  }

  /** Forgets the readings of CHILD SAs that are gone; what they counted stays in the usage. */
  public Account of(Set<Integer> inboundSpis) {
    List<Reading> left =
        readings.stream().filter(reading -> inboundSpis.contains(reading.inboundSpi())).toList();
    return left.size() == readings.size()
        ? this
        : new Account(terms, usage, left, interimAt, sessionTime);
  }

  public Account withInterimAt(Optional<Instant> at) {
    return new Account(terms, usage, readings, at, sessionTime);
  }

  /** As of a record; a clock that went back, or another node's, does not shorten the session. */
  public Account recorded(Duration sinceEstablished) {
    Duration longer = sinceEstablished.compareTo(sessionTime) > 0 ? sinceEstablished : sessionTime;
    return new Account(terms, usage, readings, interimAt, longer);
  }

  public boolean interimDue(Instant now) {
    return interimAt.filter(at -> !at.isAfter(now)).isPresent();
  }
}
