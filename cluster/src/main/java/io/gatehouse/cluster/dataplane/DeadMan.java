package io.gatehouse.cluster.dataplane;

import io.gatehouse.cluster.membership.Nodes;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the CHILD SAs of a machine that has lost the cluster for some seconds, or was stopped so
 * long: others may have installed them elsewhere by now. If they have not, the clients' next
 * packets bring them back.
 */
public final class DeadMan {

  private static final Logger LOG = LoggerFactory.getLogger(DeadMan.class);
  private static final String LIMIT = "gatehouse.dead-man";
  private static final int LOOKS = 20;

  private record Look() {}

  private final Nodes nodes;
  private final DataPlane dataPlane;
  private final Duration limit;
  private final LongSupplier nanoTime;
  private long lastSound;
  private boolean removed;

  DeadMan(Nodes nodes, DataPlane dataPlane, Duration limit, LongSupplier nanoTime) {
    this.nodes = nodes;
    this.dataPlane = dataPlane;
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.lastSound = nanoTime.getAsLong();
  }

  /** Starts to look, for as long as the system's settings say. */
  public static void start(ActorSystem<?> system, Nodes nodes, DataPlane dataPlane) {
    Duration limit = system.settings().config().getDuration(LIMIT);
    DeadMan deadMan = new DeadMan(nodes, dataPlane, limit, System::nanoTime);
    system.systemActorOf(deadMan.behavior(), "dead-man", Props.empty());
  }

  private Behavior<Look> behavior() {
    return Behaviors.supervise(
            Behaviors.<Look>withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Look(), limit.dividedBy(LOOKS));
                  return Behaviors.receiveMessage(
                      _ -> {
                        look();
                        return Behaviors.same();
                      });
                }))
        .onFailure(SupervisorStrategy.resume());
  }

  /** A process that was stopped finds the time gone, though it believes to be a member. */
  void look() {
    long now = nanoTime.getAsLong();
    boolean inMajority = nodes.inMajority();
    if (now - lastSound > limit.toNanos()) {
      remove();
    }
    if (inMajority) {
      lastSound = now;
      removed = false;
    }
  }

  private void remove() {
    if (!removed) {
      LOG.warn("cut off from the cluster, or stopped, for {}: traffic of clients ends here", limit);
    }
    removed = true;
    dataPlane.removeAll();
  }
}
