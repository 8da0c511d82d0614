package io.gatehouse.cluster.session;

import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.placement.GradualAllocation;
import io.gatehouse.cluster.placement.LeavingNodes;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The sessions as sharded entities: 256 shards, which the session number names itself. */
public final class SessionSharding {

  private static final EntityTypeKey<SessionCommand> KEY =
      EntityTypeKey.create(SessionCommand.class, IkeSession.ENTITY_TYPE);

  private SessionSharding() {}

  /**
   * Only after this may a session be told anything.
   *
   * @param shards is kept up to date with the shards that this node hosts
   */
  public static SessionRouter start(
      ActorSystem<?> system, SessionServices services, Nodes nodes, HostedShards shards) {
    LocalSessions local = new LocalSessions();
    ClusterShardingSettings settings = ClusterShardingSettings.create(system);
    ActorRef<ShardingEnvelope<SessionCommand>> region =
        ClusterSharding.get(system)
            .init(
                Entity.of(
                        KEY,
                        entity ->
                            ShardPresence.isMeant(entity.getEntityId())
                                ? ShardPresence.create(entity.getEntityId(), shards)
                                : IkeSession.create(
                                    SessionNumber.parse(entity.getEntityId()),
                                    services,
                                    local,
                                    entity.getShard()))
                    .withStopMessage(new SessionCommand.Leave())
                    .withSettings(settings)
                    .withAllocationStrategy(
                        new GradualAllocation(
                            ClusterSharding.get(system).defaultShardAllocationStrategy(settings),
                            LeavingNodes.watch(system),
                            services.store()::answers))
                    .withMessageExtractor(new ByNumber()));
    local.connect(region);
    system.systemActorOf(LostMachines.create(nodes, local), "lost-machines", Props.empty());
    ActorRef<ShardKeeper.Event> keeper =
        system.systemActorOf(
            ShardKeeper.create(nodes, shards, region), "shard-keeper", Props.empty());
    ShardedSessions sessions = new ShardedSessions(local, region);
    leaveWithTheNode(
        system,
        () -> {
          services.numbers().retire();
          keeper.tell(new ShardKeeper.Leave());
          if (nodes.names().isEmpty()) {
            sessions.leaveAlone();
          }
        });
    return sessions;
  }

  private static void leaveWithTheNode(ActorSystem<?> system, Runnable leave) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "give-shards-away",
            () -> {
              leave.run();
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }

  private static final class ByNumber
      extends ShardingMessageExtractor<ShardingEnvelope<SessionCommand>, SessionCommand> {

    @Override
    public String entityId(ShardingEnvelope<SessionCommand> envelope) {
      return envelope.entityId();
    }

    @Override
    public String shardId(String entityId) {
      return SpiLayout.shardId(entityId);
    }

    @Override
    public SessionCommand unwrapMessage(ShardingEnvelope<SessionCommand> envelope) {
      return envelope.message();
    }
  }
}
