package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.cluster.accounting.AccountingRequest;
import io.gatehouse.cluster.directory.RadiusServerReport;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.radius.Reply.Code;
import io.gatehouse.node.radius.Reply.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What came of the requests to one service of a server. Written by one thread, read by several. */
final class LinkStatistics {

  /** What is counted. */
  enum Event {
    REQUESTS,
    STARTS,
    INTERIMS,
    STOPS,
    RETRANSMISSIONS,
    TIMEOUTS,

    /** Requests that nobody answered, however often they were sent. */
    FAILURES,

    /** Requests that were never sent: all identifiers were in use, or they were too long. */
    REFUSALS,

    ACCEPTS,
    REJECTS,
    CHALLENGES,
    RECORDED,
    DEATHS
  }

  private final InstantSource clock;
  private final Counters<Event> events = new Counters<>(Event.class);
  private final Counters<Reason> discards = new Counters<>(Reason.class);
  private final LongAdder nanoseconds = new LongAdder();
  private final LatencyHistogram latencies = new LatencyHistogram();
  private final AtomicInteger outstanding = new AtomicInteger();
  private volatile boolean alive = true;
  private volatile Instant changed;

  LinkStatistics(InstantSource clock) {
    this.clock = clock;
    this.changed = clock.instant();
  }

  void count(Event event) {
    events.count(event);
  }

  /** Which kind of record it is: RFC 2866 section 5.1. */
  void count(AccountingRequest request) {
    new RadiusAttributes(request.attributes())
        .integer(AttributeType.ACCT_STATUS_TYPE)
        .flatMap(LinkStatistics::kind)
        .ifPresent(events::count);
  }

  private static Optional<Event> kind(long statusType) {
    return switch ((int) statusType) {
      case 1 -> Optional.of(Event.STARTS);
      case 2 -> Optional.of(Event.STOPS);
      case 3 -> Optional.of(Event.INTERIMS);
      default -> Optional.empty();
    };
  }

  void discarded(Reason reason) {
    discards.count(reason);
  }

  void began() {
    outstanding.incrementAndGet();
  }

  void ended() {
    outstanding.decrementAndGet();
  }

  /**
   * @param waited nanoseconds since the request was sent for the first time
   */
  void answered(Code code, long waited) {
    events.count(
        switch (code) {
          case ACCEPT -> Event.ACCEPTS;
          case REJECT -> Event.REJECTS;
          case CHALLENGE -> Event.CHALLENGES;
          case RECORDED -> Event.RECORDED;
        });
    nanoseconds.add(waited);
    latencies.add(waited);
  }

  void alive(boolean nowAlive) {
    if (alive != nowAlive) {
      alive = nowAlive;
      changed = clock.instant();
      if (!nowAlive) {
        events.count(Event.DEATHS);
      }
    }
  }

  LatencyHistogram latencies() {
    return latencies;
  }

  RadiusServerReport.Service report() {
    Map<String, Long> counters = new TreeMap<>();
    events.snapshot().forEach((event, count) -> counters.put(name(event), count));
    discards.snapshot().forEach((reason, count) -> counters.put("dropped_" + name(reason), count));
    return new RadiusServerReport.Service(
        alive, changed, counters, outstanding.get(), nanoseconds.sum());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
