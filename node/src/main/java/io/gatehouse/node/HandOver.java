package io.gatehouse.node;

import io.gatehouse.cluster.placement.LeavingNodes;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node that is going to leave is rid of its sessions without their clients noticing: it lets
 * the logins that it has finish, which are in no store, and then has its shards taken a few at a
 * time.
 */
final class HandOver {

  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
  private static final Duration LOOK = Duration.ofMillis(50);

  /**
   * When nobody has taken a shard for so long, nobody will: a node that is lost without a word
   * holds shards up for as long as it takes to be taken out, half of this.
   */
  private static final Duration STANDSTILL = Duration.ofSeconds(10);

  /** All 256 at eight in a second, and some more. */
  private static final Duration LONGEST = Duration.ofSeconds(45);

  private final IntSupplier logins;
  private final IntSupplier shards;
  private final Duration loginTime;

  /**
   * @param logins how many are in their middle here
   * @param shards how many are here
   * @param loginTime how long the logins may take
   */
  HandOver(IntSupplier logins, IntSupplier shards, Duration loginTime) {
    this.logins = logins;
    this.shards = shards;
    this.loginTime = loginTime;
  }

  /**
   * Returns when all is gone, or when waiting for it is of no use: at once on a node that is alone.
   */
  void run(ActorSystem<?> system) throws InterruptedException {
    if (!isAmongOthers(system)) {
      return;
    }
    awaitLogins(system);
    if (shards.getAsInt() > 0 && isAmongOthers(system)) {
      LeavingNodes.announce(system);
      awaitShards(system);
    }
  }

  private void awaitLogins(ActorSystem<?> system) throws InterruptedException {
    long begun = System.nanoTime();
    while (logins.getAsInt() > 0 && isWithin(loginTime, begun) && isAmongOthers(system)) {
      Thread.sleep(LOOK);
    }
    if (logins.getAsInt() > 0) {
      LOG.info("{} logins in their middle are given up", logins.getAsInt());
    }
  }

  private void awaitShards(ActorSystem<?> system) throws InterruptedException {
    int before = shards.getAsInt();
    int left = before;
    long begun = System.nanoTime();
    long moved = begun;
    while (left > 0
        && isWithin(STANDSTILL, moved)
        && isWithin(LONGEST, begun)
        && isAmongOthers(system)) {
      Thread.sleep(LOOK);
      if (shards.getAsInt() < left) {
        left = shards.getAsInt();
        moved = System.nanoTime();
      }
    }
    LOG.info("gave {} of {} shards to other nodes", before - left, before);
  }

  private static boolean isWithin(Duration limit, long begun) {
    return System.nanoTime() - begun < limit.toNanos();
  }

  /** Whether there is somebody to give anything to. */
  private static boolean isAmongOthers(ActorSystem<?> system) {
    return !system.getWhenTerminated().toCompletableFuture().isDone()
        && !ClusterMembership.isAlone(system);
  }
}
