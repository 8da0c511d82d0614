package io.gatehouse.cluster.session;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
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

  /** Only after this may a session be told anything. */
  public static SessionRouter start(ActorSystem<?> system, SessionServices services) {
    LocalSessions local = new LocalSessions();
    ActorRef<ShardingEnvelope<SessionCommand>> region =
        ClusterSharding.get(system)
            .init(
                Entity.of(
                        KEY,
                        entity ->
                            IkeSession.create(
                                SessionNumber.parse(entity.getEntityId()),
                                services,
                                local,
                                entity.getShard()))
                    .withStopMessage(new SessionCommand.Leave())
                    .withSettings(ClusterShardingSettings.create(system))
                    .withMessageExtractor(new ByNumber()));
    return (number, command) -> {
      if (!local.deliver(number, command)) {
        region.tell(new ShardingEnvelope<>(number.entityId(), command));
      }
    };
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
