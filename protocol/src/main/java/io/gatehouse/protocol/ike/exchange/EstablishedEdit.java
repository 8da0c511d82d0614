package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.accounting.Account;
import io.gatehouse.protocol.accounting.AccountingRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A copy of an {@link Established} session in the making: a record of this size has no other short
 * way.
 */
final class EstablishedEdit {

  private final Established was;
  private Peer peer;
  private IkeSa ikeSa;
  private RequestWindow window;
  private Fragments fragments;
  private Optional<Established.Retiring> retiring;
  private OwnMessageIds ownIds;
  private Optional<Outstanding> outstanding;
  private Path path;
  private List<ChildSa> childSas;
  private int ikeGeneration;
  private int childGeneration;
  private Instant ikeExpiresAt;
  private Optional<Instant> abandonedAt;
  private Optional<SessionEvent.Cause> ending;
  private Instant lastHeard;
  private Instant lastTraffic;
  private Optional<Account> account;

  /** Belongs to one stored state, and to no other that is made of it. */
  private Optional<AccountingRecord> record = Optional.empty();

  EstablishedEdit(Established was) {
    this.was = was;
    peer = was.peer();
    ikeSa = was.ikeSa();
    window = was.window();
    fragments = was.fragments();
    retiring = was.retiring();
    ownIds = was.ownIds();
    outstanding = was.outstanding();
    path = was.path();
    childSas = was.childSas();
    ikeGeneration = was.ikeGeneration();
    childGeneration = was.childGeneration();
    ikeExpiresAt = was.ikeExpiresAt();
    abandonedAt = was.abandonedAt();
    ending = was.ending();
    lastHeard = was.lastHeard();
    lastTraffic = was.lastTraffic();
    account = was.account();
  }

  EstablishedEdit peer(Peer value) {
    peer = value;
    return this;
  }

  EstablishedEdit ikeSa(IkeSa value) {
    ikeSa = value;
    return this;
  }

  EstablishedEdit window(RequestWindow value) {
    window = value;
    return this;
  }

  EstablishedEdit fragments(Fragments value) {
    fragments = value;
    return this;
  }

  EstablishedEdit retiring(Optional<Established.Retiring> value) {
    retiring = value;
    return this;
  }

  EstablishedEdit ownIds(OwnMessageIds value) {
    ownIds = value;
    return this;
  }

  EstablishedEdit outstanding(Optional<Outstanding> value) {
    outstanding = value;
    return this;
  }

  EstablishedEdit path(Path value) {
    path = value;
    return this;
  }

  EstablishedEdit childSas(List<ChildSa> value) {
    childSas = value;
    return this;
  }

  EstablishedEdit ikeGeneration(int value) {
    ikeGeneration = value;
    return this;
  }

  EstablishedEdit childGeneration(int value) {
    childGeneration = value;
    return this;
  }

  EstablishedEdit ikeExpiresAt(Instant value) {
    ikeExpiresAt = value;
    return this;
  }

  EstablishedEdit abandonedAt(Optional<Instant> value) {
    abandonedAt = value;
    return this;
  }

  EstablishedEdit lastHeard(Instant value) {
    lastHeard = value;
    return this;
  }

  EstablishedEdit ending(SessionEvent.Cause value) {
    ending = Optional.of(value);
    return this;
  }

  EstablishedEdit lastTraffic(Instant value) {
    lastTraffic = value;
    return this;
  }

  EstablishedEdit account(Optional<Account> value) {
    account = value;
    return this;
  }

  EstablishedEdit record(Optional<AccountingRecord> value) {
    record = value;
    return this;
  }

  EstablishedEdit add(ChildSa childSa) {
    List<ChildSa> all = new ArrayList<>(childSas);
    all.add(childSa);
    childSas = all;
    abandonedAt = Optional.empty();
    return this;
  }

  EstablishedEdit replace(int inboundSpi, UnaryOperator<ChildSa> change) {
    childSas =
        childSas.stream()
            .map(childSa -> childSa.inboundSpi() == inboundSpi ? change.apply(childSa) : childSa)
            .toList();
    return this;
  }

  EstablishedEdit remove(int inboundSpi) {
    childSas = childSas.stream().filter(childSa -> childSa.inboundSpi() != inboundSpi).toList();
    return this;
  }

  Established done() {
    return new Established(
        was.sessionId(),
        was.participants(),
        ikeSa,
        window,
        fragments,
        retiring,
        ownIds,
        outstanding,
        peer,
        path,
        was.authorization(),
        was.lease(),
        was.secondLease(),
        childSas,
        ikeGeneration,
        childGeneration,
        was.establishedAt(),
        ikeExpiresAt,
        was.sessionExpiresAt(),
        abandonedAt,
        ending,
        was.timing(),
        lastHeard,
        lastTraffic,
        account,
        record);
  }
}
