package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.pool.AddressPools.Answer;
import io.gatehouse.cluster.pool.AddressPools.Command;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.SessionListing;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The pools of a node that is alone with its store. At start it reads from the store which
 * addresses established sessions have, and answers nobody before it has read them all; after that
 * it asks the store nothing.
 */
final class LonePools {

  private static final int PAGE = 1_000;
  private static final int WAITING = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ActorContext<Command> context;
  private final TimerScheduler<Command> timers;
  private final StashBuffer<Command> waiting;
  private final Leases leases;
  private final StoredLeases stored;
  private final InstantSource clock;
  private Optional<SessionNumber> lastRead = Optional.empty();
  private boolean failing;
  private boolean refusing;

  private LonePools(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      StashBuffer<Command> waiting,
      Leases leases,
      StoredLeases stored,
      InstantSource clock) {
    this.context = context;
    this.timers = timers;
    this.waiting = waiting;
    this.leases = leases;
    this.stored = stored;
    this.clock = clock;
  }

  static Behavior<Command> create(Leases leases, StoredLeases stored, InstantSource clock) {
    return Behaviors.withStash(
        WAITING,
        waiting ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.setup(
                        context ->
                            new LonePools(context, timers, waiting, leases, stored, clock)
                                .reading())));
  }

  private Behavior<Command> reading() {
    readPage();
    return Behaviors.receive(Command.class).onAnyMessage(this::whileReading).build();
  }

  private Behavior<Command> whileReading(Command command) {
    return switch (command) {
      case PoolEvent.Page(List<SessionListing> listings) -> restore(listings);
      case PoolEvent.PageFailed(Throwable reason) -> retry(reason);
      case PoolEvent.NextPage() -> {
        readPage();
        yield Behaviors.same();
      }
      case AddressPools.Lease _,
          AddressPools.LeaseFixed _,
          AddressPools.Release _,
          AddressPools.Dispute _ -> {
        keepForLater(command);
        yield Behaviors.same();
      }
      case PoolEvent _, PoolMessage.Question _ -> Behaviors.same();
    };
  }

  private void keepForLater(Command command) {
    if (!waiting.isFull()) {
      waiting.stash(command);
    } else if (!refusing) {
      refusing = true;
      context.getLog().error("{} requests wait for the address pools; more are lost", WAITING);
    }
  }

  private void readPage() {
    context.pipeToSelf(
        stored.page(lastRead, PAGE),
        (page, fault) ->
            fault == null ? new PoolEvent.Page(page) : new PoolEvent.PageFailed(fault));
  }

  private Behavior<Command> restore(List<SessionListing> listings) {
    listings.forEach(this::restore);
    if (listings.size() < PAGE) {
      context
          .getLog()
          .info("{} inside addresses are leased to established sessions", leases.size());
      return waiting.unstashAll(serving());
    }
    lastRead = Optional.of(listings.getLast().session());
    readPage();
    return Behaviors.same();
  }

  private void restore(SessionListing listing) {
    String user = listing.columns().userName();
    listing.columns().inside().stream()
        .filter(
            inside ->
                leases.leaseFixed(inside.address(), user, listing.session())
                    instanceof Answer.InUse)
        .forEach(
            inside ->
                context
                    .getLog()
                    .error("session {}: {} is stored twice", listing.session(), inside));
  }

  private Behavior<Command> retry(Throwable reason) {
    if (!failing) {
      failing = true;
      context.getLog().error("address pools wait for the session store: {}", reason.getMessage());
    }
    timers.startSingleTimer(new PoolEvent.NextPage(), RETRY);
    return Behaviors.same();
  }

  private Behavior<Command> serving() {
    return Behaviors.receive(Command.class).onAnyMessage(this::serve).build();
  }

  private Behavior<Command> serve(Command command) {
    switch (command) {
      case AddressPools.Lease(var pool, var user, var session, var replyTo) ->
          replyTo.tell(leases.lease(pool, user, session, clock.instant()));
      case AddressPools.LeaseFixed(var address, var user, var session, var replyTo) ->
          replyTo.tell(leases.leaseFixed(address, user, session));
      case AddressPools.Release(var address, var session) -> release(address, session);
      case AddressPools.Dispute(var address, var session) -> leases.dispute(address, session);
      case PoolEvent _, PoolMessage.Question _ -> {}
    }
    return Behaviors.same();
  }

  private void release(InetAddress address, SessionNumber session) {
    if (!leases.release(address, session, clock.instant())) {
      context.getLog().debug("session {} did not have {}", session, address.getHostAddress());
    }
  }
}
