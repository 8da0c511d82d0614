package io.gatehouse.node;

import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;

/** An actor system as one of a node's parts. Its end hands over the shards it hosts, and leaves. */
record RunningActorSystem(ActorSystem<?> system) implements AutoCloseable {

  private static final long LIMIT_SECONDS = 30;

  boolean hasEnded() {
    return system.getWhenTerminated().toCompletableFuture().isDone();
  }

  @Override
  public void close() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
