package io.gatehouse.cluster.session;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

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

  private volatile Consumer<SessionNumber> waking = _ -> {};

  void connect(ActorRef<ShardingEnvelope<SessionCommand>> region) {
    waking =
        number ->
            region.tell(new ShardingEnvelope<>(number.entityId(), new SessionCommand.Resume()));
  }

  /** A session that ended to begin again from the store: it has timers to run. */
  void wake(SessionNumber number) {
    waking.accept(number);
  }

  List<ActorRef<SessionCommand>> all() {
    return List.copyOf(actors.values());
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
