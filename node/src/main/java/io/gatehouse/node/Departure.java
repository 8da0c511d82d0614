package io.gatehouse.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node leaves the cluster in good order. It stops being ready, so that the balancer sends
 * clients elsewhere, and lets no new session begin in its own shards; serves its clients until they
 * have gone; hands its shards to the other nodes; and is a member no more. Only then may store and
 * sockets be closed.
 */
final class Departure implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  private final RunningActorSystem running;
  private final Supplier<Duration> drainTime;
  private final Runnable closeDoors;
  private final HandOver handOver;
  private final CompletableFuture<Void> lost = new CompletableFuture<>();
  private volatile boolean begun;

  /**
   * @param drainTime how long the balancer takes to notice
   * @param closeDoors makes the node unready, and lets no session begin in what it will hand over
   * @param handOver what is done after the drain time, as a member still
   */
  Departure(
      ActorSystem<?> system, Supplier<Duration> drainTime, Runnable closeDoors, HandOver handOver) {
    this.running = new RunningActorSystem(system);
    this.drainTime = drainTime;
    this.closeDoors = closeDoors;
    this.handOver = handOver;
    system
        .getWhenTerminated()
        .thenRun(
            () -> {
              if (!begun) {
                lost.complete(null);
              }
            });
  }

  /**
   * Completes when the actor system has ended without being told to: the other nodes took this one
   * out, or it found itself without a majority.
   */
  CompletableFuture<Void> lost() {
    return lost;
  }

  @Override
  public void close() throws Exception {
    begun = true;
    Duration drain = running.hasEnded() ? Duration.ZERO : drainTime.get();
    closeDoors.run();
    LOG.info("not ready any more; serves its clients for {} s", drain.toSeconds());
    try {
      Thread.sleep(drain);
      handOver.run(running.system());
    } finally {
      running.close();
    }
    LOG.info("left the cluster");
  }
}
