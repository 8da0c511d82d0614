package io.gatehouse.cluster.dataplane;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The data planes of all machines, as the sessions of one node see them. What concerns this machine
 * is done at once; what concerns another goes to its agent, and is lost when it is not there: the
 * client's next packet then comes to a machine that asks for it. Safe for several threads.
 */
public final class DataPlanes {

  private final LocalPlane here;
  private final NodeAgents agents;

  public DataPlanes(DataPlane here, NodeAgents agents, Clock clock) {
    this.here = new LocalPlane(here, new Successors(clock));
    this.agents = agents;
  }

  LocalPlane here() {
    return here;
  }

  /** Whether the machine is this one, so that no question to it takes time. */
  public boolean isHere(String machine) {
    return agents.nodes().isSelf(machine);
  }

  public boolean lives(String machine) {
    return agents.nodes().lives(machine);
  }

  /**
   * As {@link DataPlane#install}, on the machine where the path ends.
   *
   * @throws DataPlaneException when this machine refuses; another one tells the session itself
   */
  public void install(ChildSa childSa, Path path, List<InetAddress> insideAddresses) {
    if (isHere(path.headend())) {
      here.install(childSa, path, insideAddresses);
    } else {
      tell(path.headend(), new NodeAgent.Install(childSa, path, insideAddresses));
    }
  }

  /**
   * As {@link DataPlane#remove}, on that machine.
   *
   * @param successor {@link ChildSa#recoveries} of the installation elsewhere that it makes way
   *     for, empty when the CHILD SA has ended
   */
  public void remove(int inboundSpi, String machine, OptionalInt successor) {
    if (isHere(machine)) {
      here.remove(inboundSpi, successor);
    } else {
      tell(machine, new NodeAgent.Remove(inboundSpi, successor));
    }
  }

  /** As {@link DataPlane#move}, on the machine where the path ends. */
  public void move(int inboundSpi, Path path) {
    if (isHere(path.headend())) {
      here.move(inboundSpi, path);
    } else {
      tell(path.headend(), new NodeAgent.Move(inboundSpi, path));
    }
  }

  private void tell(String machine, NodeAgent.Command command) {
    agents.of(machine).ifPresent(agent -> agent.tell(command));
  }

  /** Which of the CHILD SAs this machine has. */
  public List<NodeAgent.Held> held(List<Integer> inboundSpis) {
    return here.held(inboundSpis);
  }

  /**
   * Which of the CHILD SAs another machine has. Fails when it is not there, or does not answer
   * within half a second.
   */
  public CompletionStage<List<NodeAgent.Held>> ask(String machine, List<Integer> inboundSpis) {
    return agents
        .of(machine)
        .map(agent -> agents.ask(agent, inboundSpis).thenApply(NodeAgent.Told::held))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new DataPlaneException("the machine \"" + machine + "\" is not there")));
  }
}
