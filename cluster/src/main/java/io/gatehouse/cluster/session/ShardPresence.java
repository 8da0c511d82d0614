package io.gatehouse.cluster.session;

import java.util.HexFormat;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * An entity of each shard that is no session: it lives as long as the shard is here, and so says
 * where the shard is. Its id is the shard's.
 */
final class ShardPresence {

  private static final int DIGITS = 2;

  private ShardPresence() {}

  static String entityId(int shard) {
    return HexFormat.of().toHexDigits(shard, DIGITS);
  }

  static boolean isMeant(String entityId) {
    return entityId.length() == DIGITS;
  }

  static Behavior<SessionCommand> create(String entityId, HostedShards shards) {
    int shard = HexFormat.fromHexDigits(entityId);
    return Behaviors.setup(
        _ -> {
          shards.gained(shard);
          return Behaviors.receive(SessionCommand.class)
              .onMessage(SessionCommand.Leave.class, _ -> Behaviors.stopped())
              .onAnyMessage(_ -> Behaviors.same())
              .onSignal(
                  PostStop.class,
                  _ -> {
                    shards.lost(shard);
                    return Behaviors.same();
                  })
              .build();
        });
  }
}
