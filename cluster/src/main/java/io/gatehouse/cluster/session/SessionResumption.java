package io.gatehouse.cluster.session;

import io.gatehouse.cluster.store.SessionListing;
import io.gatehouse.cluster.store.SessionListings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a start, wakes the sessions that are in the store, so that their CHILD SAs are installed
 * before the clients send: at a metered rate, so that a hundred thousand of them do not arrive at
 * once. It stops when all are awake.
 */
public final class SessionResumption {

  private static final Logger LOG = LoggerFactory.getLogger(SessionResumption.class);
  private static final int PAGE = 500;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private sealed interface Command {}

  private record NextPage() implements Command {}

  private record Page(List<SessionListing> sessions) implements Command {}

  private record Unreadable(String reason) implements Command {}

  private final SessionListings listings;
  private final SessionRouter router;
  private final CompletableFuture<Integer> done;
  private Optional<SessionNumber> last = Optional.empty();
  private int count;

  private SessionResumption(
      SessionListings listings, SessionRouter router, CompletableFuture<Integer> done) {
    this.listings = listings;
    this.router = router;
    this.done = done;
  }

  /**
   * @param done is completed with the number of sessions
   */
  public static Behavior<?> create(
      SessionListings listings, SessionRouter router, CompletableFuture<Integer> done) {
    return Behaviors.<Command>setup(
        context -> {
          context.getSelf().tell(new NextPage());
          SessionResumption resumption = new SessionResumption(listings, router, done);
          return Behaviors.receive((actor, command) -> resumption.handle(actor, command));
        });
  }

  private Behavior<Command> handle(ActorContext<Command> actor, Command command) {
    return switch (command) {
      case NextPage() -> {
        actor.pipeToSelf(
            listings.page(last, PAGE),
            (page, failure) ->
                failure == null
                    ? new Page(page)
                    : new Unreadable(String.valueOf(failure.getMessage())));
        yield Behaviors.same();
      }
      case Page(List<SessionListing> sessions) -> resume(actor, sessions);
      case Unreadable(String reason) -> {
        LOG.warn("the stored sessions cannot be read, trying again in {}: {}", RETRY, reason);
        actor.scheduleOnce(RETRY, actor.getSelf(), new NextPage());
        yield Behaviors.same();
      }
    };
  }

  private Behavior<Command> resume(ActorContext<Command> actor, List<SessionListing> sessions) {
    if (sessions.isEmpty()) {
      LOG.info("resumed {} sessions", count);
      done.complete(count);
      return Behaviors.stopped();
    }
    sessions.forEach(session -> router.tell(session.session(), new SessionCommand.Resume()));
    count += sessions.size();
    last = Optional.of(sessions.getLast().session());
    actor.scheduleOnce(PAUSE, actor.getSelf(), new NextPage());
    return Behaviors.same();
  }
}
