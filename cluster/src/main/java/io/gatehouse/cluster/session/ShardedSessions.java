package io.gatehouse.cluster.session;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/** The way to a session: at once when it is here, else through the shard region. */
final class ShardedSessions implements SessionRouter {

  private final LocalSessions local;
  private final ActorRef<ShardingEnvelope<SessionCommand>> region;
  private volatile boolean leftAlone;

  ShardedSessions(LocalSessions local, ActorRef<ShardingEnvelope<SessionCommand>> region) {
    this.local = local;
    this.region = region;
  }

  @Override
  public void tell(SessionNumber number, SessionCommand command) {
    if (!local.deliver(number, command) && !leftAlone) {
      region.tell(new ShardingEnvelope<>(number.entityId(), command));
    }
  }

  /**
   * The node leaves, and no other takes its shards: what clients still send would wait here for a
   * shard's home, and hold the node up. They send it again to the process that comes next.
   */
  void leaveAlone() {
    leftAlone = true;
  }
}
