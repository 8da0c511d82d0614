package io.gatehouse.cluster.session;

import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.store.SessionListing;
import io.gatehouse.cluster.store.SessionListings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the sessions of a shard that comes to this node, at its start or from a node that is gone:
 * their timers run again, and their CHILD SAs are looked after. No faster than they come to work: a
 * hundred thousand of them do not arrive at once. When a shard's sessions are known, numbers may be
 * minted in it.
 */
public final class SessionResumption {

  private static final Logger LOG = LoggerFactory.getLogger(SessionResumption.class);
  private static final int PAGE = 500;

  /** After a whole page. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** So many may still be asleep when others are woken. */
  private static final int STILL_ASLEEP = 100;

  private static final Duration RETRY = Duration.ofSeconds(2);

  private sealed interface Command {}

  private record Gained(int shard) implements Command {}

  private record Lost(int shard) implements Command {}

  /** The nodes have changed. */
  private record Look() implements Command {}

  /** The pause after a page is over. */
  private record Continue() implements Command {}

  private record Page(int shard, List<SessionListing> sessions) implements Command {}

  private record Unreadable(String reason) implements Command {}

  private final SessionListings listings;
  private final SessionRouter router;
  private final SessionNumbers numbers;
  private final Nodes nodes;
  private final HostedShards shards;
  private final Awakening awakening;
  private final CompletableFuture<Integer> settled;

  /** Those that are to be read; the first is being read. */
  private final Deque<Integer> toRead = new ArrayDeque<>();

  private Optional<SessionNumber> last = Optional.empty();
  private boolean reading;
  private int count;

  private SessionResumption(
      SessionListings listings,
      SessionRouter router,
      SessionNumbers numbers,
      Nodes nodes,
      HostedShards shards,
      Awakening awakening,
      CompletableFuture<Integer> settled) {
    this.listings = listings;
    this.router = router;
    this.numbers = numbers;
    this.nodes = nodes;
    this.shards = shards;
    this.awakening = awakening;
    this.settled = settled;
  }

  /**
   * The behavior.
   *
   * @param settled is completed with the number of sessions so far when those of all shards are
   *     awake, or there are other nodes, which may have them
   */
  public static Behavior<?> create(
      SessionListings listings,
      SessionRouter router,
      SessionNumbers numbers,
      Nodes nodes,
      HostedShards shards,
      Awakening awakening,
      CompletableFuture<Integer> settled) {
    return Behaviors.<Command>setup(
        actor -> {
          SessionResumption resumption =
              new SessionResumption(listings, router, numbers, nodes, shards, awakening, settled);
          resumption.observe(actor.getSelf());
          return Behaviors.receive((context, command) -> resumption.handle(context, command));
        });
  }

  private void observe(ActorRef<Command> self) {
    shards.observe(
        new HostedShards.Observer() {
          @Override
          public void gained(int shard) {
            self.tell(new Gained(shard));
          }

          @Override
          public void lost(int shard) {
            self.tell(new Lost(shard));
          }
        });
    nodes.observe(() -> self.tell(new Look()));
    // Other nodes that are known already change nothing, and in the middle of an upgrade a node
    // gets
    // no shards.
    self.tell(new Look());
  }

  private Behavior<Command> handle(ActorContext<Command> actor, Command command) {
    switch (command) {
      case Gained(int shard) -> {
        // It may be told twice of one that came while it began to listen.
        if (!toRead.contains(shard)) {
          toRead.add(shard);
        }
        readOn(actor);
      }
      case Lost(int shard) -> lost(shard);
      case Look() -> readOn(actor);
      case Continue() -> goOn(actor);
      case Page(int shard, List<SessionListing> sessions) -> resume(actor, shard, sessions);
      case Unreadable(String reason) -> {
        LOG.warn("stored sessions cannot be read, trying again in {}: {}", RETRY, reason);
        actor.scheduleOnce(RETRY, actor.getSelf(), new Continue());
      }
    }
    return Behaviors.same();
  }

  private void goOn(ActorContext<Command> actor) {
    if (awakening.isBusy(toRead.isEmpty() ? 0 : STILL_ASLEEP, System.nanoTime())) {
      actor.scheduleOnce(PAUSE, actor.getSelf(), new Continue());
    } else {
      reading = false;
      readOn(actor);
    }
  }

  private void lost(int shard) {
    if (Integer.valueOf(shard).equals(toRead.peek())) {
      last = Optional.empty();
    }
    toRead.removeIf(waiting -> waiting == shard);
    numbers.close(shard);
  }

  private void readOn(ActorContext<Command> actor) {
    if (reading) {
      return;
    }
    if (toRead.isEmpty()) {
      settle();
      return;
    }
    reading = true;
    int shard = toRead.getFirst();
    actor.pipeToSelf(
        listings.ofShard(shard, last, PAGE),
        (page, failure) ->
            failure == null
                ? new Page(shard, page)
                : new Unreadable(String.valueOf(failure.getMessage())));
  }

  private void settle() {
    boolean all = shards.count() == SpiLayout.SHARDS;
    if ((all || !nodes.others().isEmpty()) && !settled.isDone()) {
      LOG.info("resumed {} sessions of {} shards", count, shards.count());
      settled.complete(count);
    }
  }

  /** A page that comes after its shard was lost is of no use. */
  private void resume(ActorContext<Command> actor, int shard, List<SessionListing> sessions) {
    if (Integer.valueOf(shard).equals(toRead.peek())) {
      awakening.begin(sessions.stream().map(SessionListing::session).toList(), System.nanoTime());
      sessions.forEach(this::resume);
      if (sessions.size() < PAGE) {
        numbers.open(toRead.removeFirst());
        last = Optional.empty();
      } else {
        last = Optional.of(sessions.getLast().session());
      }
    }
    Duration pause = PAUSE.multipliedBy(sessions.size()).dividedBy(PAGE);
    if (pause.isZero()) {
      actor.getSelf().tell(new Continue());
    } else {
      actor.scheduleOnce(pause, actor.getSelf(), new Continue());
    }
  }

  private void resume(SessionListing listing) {
    numbers.occupy(listing.session());
    router.tell(listing.session(), new SessionCommand.Resume());
    count++;
  }
}
