package io.gatehouse.cluster.session;

import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Which established sessions each user has on this node, for INITIAL_CONTACT, which concerns those
 * on other nodes as well: their registries are told. A session that sleeps at that moment, because
 * its node has just died, is told when it wakes.
 */
public final class SessionRegistry {

  private static final String NAME = "session-registry";
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  /** What the registry is told. */
  public sealed interface Command {}

  record Joined(SessionNumber session, String userName) implements Command {}

  record Left(SessionNumber session, String userName) implements Command {}

  /** A client begins a new life, wherever in the cluster its old one is. */
  record EndOlder(SessionNumber than, Participants participants, Path path) implements Command {}

  /**
   * Another node's {@link EndOlder}.
   *
   * @param at when the new session was established
   */
  public record EndOlderHere(SessionNumber than, Participants participants, Path path, Instant at)
      implements Command {}

  private final Map<String, Set<SessionNumber>> sessions = new HashMap<>();

  /** By user, the oldest first. */
  private final LinkedHashMap<String, EndOlderHere> remembered = new LinkedHashMap<>();

  private final SessionRouter router;
  private final Nodes nodes;
  private final ActorRefResolver actors;
  private final InstantSource clock;

  private SessionRegistry(
      SessionRouter router, Nodes nodes, ActorRefResolver actors, InstantSource clock) {
    this.router = router;
    this.nodes = nodes;
    this.actors = actors;
    this.clock = clock;
  }

  /** Starts the registry of this node, where the other nodes look for it. */
  public static ActorRef<Command> start(
      ActorSystem<?> system, SessionRouter router, Nodes nodes, InstantSource clock) {
    SessionRegistry registry =
        new SessionRegistry(router, nodes, ActorRefResolver.get(system), clock);
    return system.systemActorOf(registry.behavior(), NAME, Props.empty());
  }

  private Behavior<Command> behavior() {
    return Behaviors.receiveMessage(
        command -> {
          handle(command);
          return Behaviors.same();
        });
  }

  private void handle(Command command) {
    switch (command) {
      case Joined(SessionNumber session, String userName) -> {
        sessions.computeIfAbsent(userName, _ -> new HashSet<>()).add(session);
        late(session, userName);
      }
      case Left(SessionNumber session, String userName) ->
          sessions.computeIfPresent(
              userName, (_, all) -> all.remove(session) && all.isEmpty() ? null : all);
      case EndOlder(SessionNumber than, Participants participants, Path path) -> {
        EndOlderHere here = new EndOlderHere(than, participants, path, clock.instant());
        endOlder(here);
        nodes.others().forEach(node -> registryOf(node).tell(here));
      }
      case EndOlderHere here -> endOlder(here);
    }
  }

  private ActorRef<Command> registryOf(Address node) {
    return actors.resolveActorRef(node + "/system/" + NAME);
  }

  private void endOlder(EndOlderHere command) {
    String user = command.participants().userName();
    sessions.getOrDefault(user, Set.of()).stream()
        .filter(session -> !session.equals(command.than()))
        .forEach(session -> supersede(session, command));
    remembered.putLast(user, command);
    Instant old = clock.instant().minus(REMEMBERED);
    while (remembered.size() > MOST_REMEMBERED
        || remembered.firstEntry().getValue().at().isBefore(old)) {
      remembered.pollFirstEntry();
      if (remembered.isEmpty()) {
        return;
      }
    }
  }

  private void late(SessionNumber session, String userName) {
    EndOlderHere command = remembered.get(userName);
    if (command != null && !session.equals(command.than())) {
      supersede(session, command);
    }
  }

  private void supersede(SessionNumber session, EndOlderHere command) {
    router.tell(
        session,
        new SessionCommand.Supersede(command.participants(), command.path(), command.at()));
  }
}
