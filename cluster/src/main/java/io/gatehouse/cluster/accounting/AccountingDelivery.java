package io.gatehouse.cluster.accounting;

import io.gatehouse.cluster.accounting.AccountingCounters.Outcome;
import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.store.AccountingOutbox;
import io.gatehouse.cluster.store.OutboxEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is in the outbox. There is one such actor on every node, and each takes what nobody
 * else has taken; records of lists that this node's configuration does not know are left to others.
 */
public final class AccountingDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(AccountingDelivery.class);

  /** What was written together is taken together. */
  private static final Duration GATHERING = Duration.ofMillis(50);

  private static final Duration LEASE_RESERVE = Duration.ofSeconds(30);
  private static final int POLLS_PER_COUNT = 10;

  /** What the delivery is told. */
  public sealed interface Command {}

  /** There is something new in the outbox. */
  public record Filled() implements Command {}

  private record Gathered() implements Command {}

  private record Poll() implements Command {}

  private record Taken(Line line, List<OutboxEntry> entries, boolean more) implements Command {}

  private record NotTaken(Line line) implements Command {}

  private record Sent(Line line, OutboxEntry entry, AccountingReply reply) implements Command {}

  private record Removed() implements Command {}

  private record Counted(long waiting) implements Command {}

  private record Ignored() implements Command {}

  /** One accounting list at work. */
  private record Line(AccountingList list, Duration lease, Flow flow) {}

  private final ActorContext<Command> actor;
  private final TimerScheduler<Command> timers;
  private final AccountingOutbox outbox;
  private final AccountingClient client;
  private final AccountingAttributes attributes;
  private final AccountingCounters counters;
  private final Clock clock;
  private final List<Line> lines = new ArrayList<>();

  /** Delivered, and not yet removed from the outbox. */
  private final List<OutboxEntry.Key> done = new ArrayList<>();

  private boolean removing;
  private boolean more;
  private int polls;

  private AccountingDelivery(
      ActorContext<Command> actor, TimerScheduler<Command> timers, AccountingServices services) {
    this.actor = actor;
    this.timers = timers;
    this.outbox = services.outbox();
    this.client = services.client();
    this.attributes = new AccountingAttributes(services.nasIdentifier());
    this.counters = services.counters();
    this.clock = services.clock();
    services.lists().stream()
        .filter(list -> !list.groups().isEmpty())
        .map(list -> new Line(list, lease(list), new Flow(services.settings())))
        .forEach(lines::add);
    timers.startTimerWithFixedDelay(new Poll(), services.settings().pollInterval());
  }

  public static Behavior<Command> create(AccountingServices services) {
    return Behaviors.<Command>supervise(
            Behaviors.setup(
                actor ->
                    Behaviors.withTimers(
                        timers -> {
                          var delivery = new AccountingDelivery(actor, timers, services);
                          return Behaviors.receiveMessage(delivery::handle);
                        })))
        .onFailure(SupervisorStrategy.restart());
  }

  /** Longer than all servers together may take, so that nobody else sends what is on its way. */
  private static Duration lease(AccountingList list) {
    Map<RadiusServer, Duration> each = new LinkedHashMap<>();
    list.groups().stream()
        .flatMap(group -> group.servers().stream())
        .forEach(
            server -> each.put(server, server.timeout().multipliedBy(server.retransmit() + 1L)));
    return each.values().stream().reduce(LEASE_RESERVE, Duration::plus);
  }

  private Behavior<Command> handle(Command command) {
    switch (command) {
      case Filled() -> gather();
      case Gathered(), Ignored() -> takeAll();
      case Poll() -> poll();
      case Taken(Line line, List<OutboxEntry> entries, boolean full) -> taken(line, entries, full);
      case NotTaken(Line line) -> line.flow().answered(0);
      case Sent(Line line, OutboxEntry entry, AccountingReply reply) -> sent(line, entry, reply);
      case Removed() -> removed();
      case Counted(long waiting) -> counters.waiting(waiting);
    }
    return Behaviors.same();
  }

  private void gather() {
    if (!timers.isTimerActive(GATHERING)) {
      timers.startSingleTimer(GATHERING, new Gathered(), GATHERING);
    }
  }

  private void poll() {
    takeAll();
    if (polls++ % POLLS_PER_COUNT == 0 && !lines.isEmpty()) {
      pipe(
          lines.stream().anyMatch(line -> line.flow().isFailing())
              ? outbox.prune().thenCompose(_ -> outbox.count())
              : outbox.count(),
          Counted::new,
          new Ignored());
    }
  }

  private void takeAll() {
    for (Line line : lines) {
      int room = line.flow().room(clock.instant());
      if (room > 0) {
        line.flow().asked();
        pipe(
            outbox.take(line.list().name(), room, line.lease()),
            entries -> new Taken(line, entries, entries.size() == room),
            new NotTaken(line));
      }
    }
  }

  private void taken(Line line, List<OutboxEntry> entries, boolean full) {
    line.flow().answered(entries.size());
    more |= full;
    for (OutboxEntry entry : entries) {
      if (entry.superseded()) {
        counters.count(Outcome.SUPERSEDED);
        line.flow().skipped();
        done.add(entry.key());
      } else {
        send(line, entry);
      }
    }
    remove();
  }

  private void send(Line line, OutboxEntry entry) {
    AccountingRequest request;
    try {
      request = attributes.of(AccountingRecords.read(entry.body()));
    } catch (IllegalArgumentException unreadable) {
      // A newer node wrote it, and will read it.
      line.flow().skipped();
      putOff(line, entry);
      return;
    }
    pipe(
        tell(line.list().groups(), request),
        reply -> new Sent(line, entry, reply),
        new Sent(line, entry, new AccountingReply.Unanswered("the RADIUS client failed")));
  }

  /** The next group is told only when the one before is silent. */
  private CompletionStage<AccountingReply> tell(
      List<ServerGroup> groups, AccountingRequest request) {
    List<ServerGroup> others = groups.subList(1, groups.size());
    return client
        .send(request, groups.getFirst().servers())
        .thenCompose(
            reply ->
                reply instanceof AccountingReply.Unanswered && !others.isEmpty()
                    ? tell(others, request)
                    : CompletableFuture.completedStage(reply));
  }

  private void sent(Line line, OutboxEntry entry, AccountingReply reply) {
    switch (reply) {
      case AccountingReply.Recorded() -> {
        if (line.flow().isFailing()) {
          LOG.info("accounting list {}: records are delivered again", line.list().name());
        }
        line.flow().delivered();
        counters.count(Outcome.DELIVERED);
        done.add(entry.key());
        more = true;
      }
      case AccountingReply.Unsendable(String reason) -> {
        LOG.error("an accounting record is dropped: {}", reason);
        line.flow().skipped();
        counters.count(Outcome.DROPPED);
        done.add(entry.key());
      }
      case AccountingReply.Unanswered(String reason) -> unanswered(line, entry, reason);
    }
    remove();
  }

  private void unanswered(Line line, OutboxEntry entry, String reason) {
    counters.count(Outcome.UNANSWERED);
    if (line.flow().failed(clock.instant())) {
      LOG.warn(
          "accounting list {}: records are kept until they can be delivered: {}",
          line.list().name(),
          reason);
    }
    putOff(line, entry);
  }

  private void putOff(Line line, OutboxEntry entry) {
    pipe(
        outbox.putOff(List.of(entry.key()), line.flow().pause(entry.attempts())),
        _ -> new Ignored(),
        new Ignored());
  }

  /** What is delivered while others are removed is removed together. */
  private void remove() {
    if (!removing && !done.isEmpty()) {
      removing = true;
      List<OutboxEntry.Key> keys = List.copyOf(done);
      done.clear();
      pipe(outbox.remove(keys), _ -> new Removed(), new Removed());
    }
  }

  /** Behind what was removed there may be the next record of the same session. */
  private void removed() {
    removing = false;
    remove();
    if (more && !removing) {
      more = false;
      takeAll();
    }
  }

  private <T> void pipe(CompletionStage<T> stage, Function<T, Command> answered, Command failed) {
    actor.pipeToSelf(stage, (result, failure) -> failure == null ? answered.apply(result) : failed);
  }
}
