package io.gatehouse.cluster.session;

import io.gatehouse.cluster.membership.Nodes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Tells the sessions of this node that a machine is gone, which may have had their CHILD SAs:
 * nobody could reach the clients until they say something themselves. At a metered rate.
 */
final class LostMachines {

  private static final int AT_ONCE = 200;
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** What it hears. */
  sealed interface Event {}

  private record Changed() implements Event {}

  private record Continue() implements Event {}

  private record Loss(ActorRef<SessionCommand> session, String machine) {}

  private final Nodes nodes;
  private final LocalSessions local;
  private final TimerScheduler<Event> timers;
  private final Queue<Loss> losses = new ArrayDeque<>();
  private Set<String> known = Set.of();

  private LostMachines(Nodes nodes, LocalSessions local, TimerScheduler<Event> timers) {
    this.nodes = nodes;
    this.local = local;
    this.timers = timers;
  }

  static Behavior<Event> create(Nodes nodes, LocalSessions local) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                actor -> {
                  ActorRef<Event> self = actor.getSelf();
                  nodes.observe(() -> self.tell(new Changed()));
                  self.tell(new Changed());
                  LostMachines machines = new LostMachines(nodes, local, timers);
                  return Behaviors.receiveMessage(machines::happened);
                }));
  }

  private Behavior<Event> happened(Event event) {
    switch (event) {
      case Changed() -> compare();
      case Continue() -> {}
    }
    if (!losses.isEmpty() && !timers.isTimerActive(Continue.class)) {
      tellSome();
      timers.startSingleTimer(Continue.class, new Continue(), PAUSE);
    }
    return Behaviors.same();
  }

  private void compare() {
    Set<String> gone = new HashSet<>(known);
    known = nodes.names();
    gone.removeAll(known);
    for (String machine : gone) {
      local.all().forEach(session -> losses.add(new Loss(session, machine)));
    }
  }

  private void tellSome() {
    for (int i = 0; i < AT_ONCE && !losses.isEmpty(); i++) {
      Loss loss = losses.remove();
      loss.session().tell(new SessionCommand.MachineLost(loss.machine()));
    }
  }
}
