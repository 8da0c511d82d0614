package io.gatehouse.cluster.session;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** A session's actor on this node: from when it can be told something until it is gone. */
final class SessionResidence {

  private final SessionNumber number;
  private final LocalSessions local;
  private final ActorRef<SessionCommand> self;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private boolean beginsAgain;

  SessionResidence(
      SessionNumber number,
      LocalSessions local,
      ActorContext<SessionCommand> actor,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    this.number = number;
    this.local = local;
    this.self = actor.getSelf();
    this.shard = shard;
  }

  void begin() {
    local.started(number, self);
  }

  void end() {
    local.leaving(number, self);
    shard.tell(new ClusterSharding.Passivate<>(self));
  }

  /** The actor ends, and another one goes on with what the store has now. */
  void beginAgain() {
    beginsAgain = true;
    end();
  }

  void ended() {
    local.leaving(number, self);
    if (beginsAgain) {
      local.wake(number);
    }
  }
}
