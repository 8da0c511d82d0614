package io.gatehouse.node;

import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;

/** An actor system as one of a node's parts. */
record RunningActorSystem(ActorSystem<?> system) implements AutoCloseable {

  private static final long LIMIT_SECONDS = 30;

  @Override
  public void close() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
