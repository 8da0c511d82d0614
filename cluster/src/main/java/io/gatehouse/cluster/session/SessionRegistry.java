package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Which established sessions each user has, for INITIAL_CONTACT. */
public final class SessionRegistry {

  /** What the registry is told. */
  public sealed interface Command {}

  record Joined(SessionNumber session, String userName) implements Command {}

  record Left(SessionNumber session, String userName) implements Command {}

  /** Tells the user's other sessions; whether they are the same client's is theirs to say. */
  record EndOlder(SessionNumber than, Participants participants, Path path) implements Command {}

  private final Map<String, Set<SessionNumber>> sessions = new HashMap<>();
  private final SessionRouter router;

  private SessionRegistry(SessionRouter router) {
    this.router = router;
  }

  public static Behavior<Command> create(SessionRouter router) {
    return Behaviors.setup(
        _ -> {
          SessionRegistry registry = new SessionRegistry(router);
          return Behaviors.receiveMessage(
              command -> {
                registry.handle(command);
                return Behaviors.same();
              });
        });
  }

  private void handle(Command command) {
    switch (command) {
      case Joined(SessionNumber session, String userName) ->
          sessions.computeIfAbsent(userName, _ -> new HashSet<>()).add(session);
      case Left(SessionNumber session, String userName) ->
          sessions.computeIfPresent(
              userName, (_, all) -> all.remove(session) && all.isEmpty() ? null : all);
      case EndOlder(SessionNumber than, Participants participants, Path path) ->
          sessions.getOrDefault(participants.userName(), Set.of()).stream()
              .filter(session -> !session.equals(than))
              .forEach(
                  session ->
                      router.tell(session, new SessionCommand.Supersede(participants, path)));
    }
  }
}
