package io.gatehouse.cluster.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The sessions whose actors run in this process. A datagram for one of them need not pass through
 * region and shard, which are two more actors. Safe for several threads.
 */
final class LocalSessions {

  private final ConcurrentMap<SessionNumber, ActorRef<SessionCommand>> actors =
      new ConcurrentHashMap<>();

  void started(SessionNumber number, ActorRef<SessionCommand> actor) {
    actors.put(number, actor);
  }

  /** From now on the shard keeps what comes for the session, until it has a new actor. */
  void leaving(SessionNumber number, ActorRef<SessionCommand> actor) {
    actors.remove(number, actor);
  }

  /**
   * Hands a datagram over if the session is here. One that is lost because its actor has just ended
   * is sent again by the client; nothing else is, and everything else takes the longer way.
   */
  boolean deliver(SessionNumber number, SessionCommand command) {
    if (!(command instanceof SessionCommand.Deliver)) {
      return false;
    }
    ActorRef<SessionCommand> actor = actors.get(number);
    if (actor == null) {
      return false;
    }
    actor.tell(command);
    return true;
  }
}
