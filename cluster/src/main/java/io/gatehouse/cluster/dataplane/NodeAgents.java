package io.gatehouse.cluster.dataplane;

import io.gatehouse.cluster.membership.Nodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The agents of the other nodes. Safe for several threads. */
public final class NodeAgents {

  /** A node that is alive answers in a millisecond or two. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Nodes nodes;
  private final ActorSystem<?> system;
  private final ConcurrentMap<Address, ActorRef<NodeAgent.Command>> agents =
      new ConcurrentHashMap<>();

  public NodeAgents(Nodes nodes, ActorSystem<?> system) {
    this.nodes = nodes;
    this.system = system;
  }

  Nodes nodes() {
    return nodes;
  }

  /** Empty for this node, and for one that is not there. */
  Optional<ActorRef<NodeAgent.Command>> of(String node) {
    return nodes.address(node).map(address -> agents.computeIfAbsent(address, this::resolve));
  }

  private ActorRef<NodeAgent.Command> resolve(Address address) {
    return ActorRefResolver.get(system).resolveActorRef(address + "/system/" + NodeAgent.NAME);
  }

  /** Fails when the node does not answer in time. */
  CompletionStage<NodeAgent.Told> ask(ActorRef<NodeAgent.Command> agent, List<Integer> spis) {
    return AskPattern.ask(
        agent, replyTo -> new NodeAgent.Ask(spis, replyTo), PATIENCE, system.scheduler());
  }
}
