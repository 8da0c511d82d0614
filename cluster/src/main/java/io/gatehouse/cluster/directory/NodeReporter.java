package io.gatehouse.cluster.directory;

import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Tells other nodes what this one reports of itself. */
public final class NodeReporter {

  static final String NAME = "node-reporter";

  private NodeReporter() {}

  /** What is asked of it. */
  public record Ask(ActorRef<Told> replyTo) {}

  /** Answers {@link Ask}. */
  public record Told(NodeReport report) {}

  /** Starts the reporter of this node, where the other nodes look for it. */
  public static void start(ActorSystem<?> system, Supplier<NodeReport> report) {
    system.systemActorOf(create(report), NAME, Props.empty());
  }

  static Behavior<Ask> create(Supplier<NodeReport> report) {
    return Behaviors.supervise(
            Behaviors.receiveMessage(
                (Ask ask) -> {
                  ask.replyTo().tell(new Told(report.get()));
                  return Behaviors.same();
                }))
        .onFailure(SupervisorStrategy.resume());
  }
}
