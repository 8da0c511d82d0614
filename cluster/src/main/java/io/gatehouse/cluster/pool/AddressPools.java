package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.SessionListing;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Leases inside addresses to sessions. At start it reads from the store which ones established
 * sessions have, and answers nobody before it has read them all.
 *
 * <p>A session that was leased an address and does not become established must release it: the
 * store knows nothing of it.
 */
public final class AddressPools {

  /** What is asked of it. */
  public sealed interface Command {}

  /** An address of a pool, the user's last one if it is free. Asking again gives the same one. */
  public record Lease(String pool, String user, SessionNumber session, ActorRef<Answer> replyTo)
      implements Command {}

  /** The address that RADIUS chose (Framed-IP-Address), be it of a pool or not. */
  public record LeaseFixed(
      InetAddress address, String user, SessionNumber session, ActorRef<Answer> replyTo)
      implements Command {}

  /** The end of a lease; nothing happens when the session does not have the address. */
  public record Release(InetAddress address, SessionNumber session) implements Command {}

  private record Page(List<SessionListing> listings) implements Command {}

  private record PageFailed(Throwable reason) implements Command {}

  private record NextPage() implements Command {}

  /** What it answers to a lease. */
  public sealed interface Answer {
    /** The address, with the pool to store it under. */
    record Leased(InsideAddress inside) implements Answer {}

    /** All addresses of the pool are leased. */
    record Exhausted(String pool) implements Answer {}

    record UnknownPool(String pool) implements Answer {}

    /** Another session has the address. */
    record InUse(InetAddress address) implements Answer {}
  }

  /** The pool that addresses from RADIUS are stored under when no pool contains them. */
  public static final String FRAMED = "(framed)";

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

  private AddressPools(
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

  /**
   * The actor's behavior.
   *
   * @param pools given away to the actor
   * @throws IllegalArgumentException when two pools have the same name or an address in common
   */
  public static Behavior<Command> create(
      List<AddressPool> pools, StoredLeases stored, InstantSource clock) {
    Leases leases = new Leases(pools);
    return Behaviors.withStash(
        WAITING,
        waiting ->
            Behaviors.withTimers(
                timers ->
                    Behaviors.setup(
                        context ->
                            new AddressPools(context, timers, waiting, leases, stored, clock)
                                .reading())));
  }

  private Behavior<Command> reading() {
    readPage();
    return Behaviors.receive(Command.class).onAnyMessage(this::whileReading).build();
  }

  private Behavior<Command> whileReading(Command command) {
    return switch (command) {
      case Page(List<SessionListing> listings) -> restore(listings);
      case PageFailed(Throwable reason) -> retry(reason);
      case NextPage() -> {
        readPage();
        yield Behaviors.same();
      }
      case Lease _, LeaseFixed _, Release _ -> {
        keepForLater(command);
        yield Behaviors.same();
      }
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
        (page, fault) -> fault == null ? new Page(page) : new PageFailed(fault));
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
    listing
        .columns()
        .inside()
        .filter(
            inside ->
                leases.leaseFixed(inside.address(), user, listing.session())
                    instanceof Answer.InUse)
        .ifPresent(
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
    timers.startSingleTimer(new NextPage(), RETRY);
    return Behaviors.same();
  }

  private Behavior<Command> serving() {
    return Behaviors.receive(Command.class).onAnyMessage(this::serve).build();
  }

  private Behavior<Command> serve(Command command) {
    switch (command) {
      case Lease(var pool, var user, var session, var replyTo) ->
          replyTo.tell(leases.lease(pool, user, session, clock.instant()));
      case LeaseFixed(var address, var user, var session, var replyTo) ->
          replyTo.tell(leases.leaseFixed(address, user, session));
      case Release(var address, var session) -> release(address, session);
      case Page _, PageFailed _, NextPage _ -> {}
    }
    return Behaviors.same();
  }

  private void release(InetAddress address, SessionNumber session) {
    if (!leases.release(address, session, clock.instant())) {
      context.getLog().debug("session {} did not have {}", session, address.getHostAddress());
    }
  }
}
