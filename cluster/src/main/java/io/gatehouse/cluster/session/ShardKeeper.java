package io.gatehouse.cluster.session;

import io.gatehouse.cluster.membership.Nodes;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/**
 * Sees to it that each shard is somewhere. Pekko gives a shard a place when something is told to
 * it; the sessions of a node that died would sleep until their clients speak. So each node knocks
 * at the shards that it does not host: when a node comes or goes, and now and then.
 */
final class ShardKeeper {

  private static final Duration ROUND = Duration.ofSeconds(2);

  /** What it hears. */
  sealed interface Event {}

  private record Knock() implements Event {}

  /**
   * The node leaves, and gives its shards away: a knock at one of them would wait here for a home
   * that it does not get, and hold the node up.
   */
  record Leave() implements Event {}

  private ShardKeeper() {}

  static Behavior<Event> create(
      Nodes nodes, HostedShards shards, ActorRef<ShardingEnvelope<SessionCommand>> region) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                actor -> {
                  timers.startTimerWithFixedDelay(new Knock(), Duration.ZERO, ROUND);
                  ActorRef<Event> self = actor.getSelf();
                  nodes.observe(() -> self.tell(new Knock()));
                  return Behaviors.receiveMessage(
                      event ->
                          switch (event) {
                            case Knock() -> {
                              shards.missing().forEach(shard -> knock(region, shard));
                              yield Behaviors.same();
                            }
                            case Leave() -> Behaviors.stopped();
                          });
                }));
  }

  private static void knock(ActorRef<ShardingEnvelope<SessionCommand>> region, int shard) {
    region.tell(new ShardingEnvelope<>(ShardPresence.entityId(shard), new SessionCommand.Resume()));
  }
}
