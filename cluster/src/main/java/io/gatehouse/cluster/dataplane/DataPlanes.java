package io.gatehouse.cluster.dataplane;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data planes of all machines, as the sessions of one node see them. What concerns this machine
 * is done at once; what concerns another goes to its agent, and is lost when it is not there: the
 * client's next packet then comes to a machine that asks for it. Safe for several threads.
 */
public final class DataPlanes {

  private final DataPlane here;
  private final NodeAgents agents;

  /** What other machines have told of the CHILD SAs of this node's sessions, by inbound SPI. */
  private final Map<Integer, Traffic> told = new ConcurrentHashMap<>();

  public DataPlanes(DataPlane here, NodeAgents agents) {
    this.here = here;
    this.agents = agents;
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
    told.remove(childSa.inboundSpi());
    if (isHere(path.headend())) {
      here.install(childSa, path, insideAddresses);
    } else {
      tell(path.headend(), new NodeAgent.Install(childSa, path, insideAddresses));
    }
  }

  public void remove(int inboundSpi, String machine) {
    told.remove(inboundSpi);
    if (isHere(machine)) {
      here.remove(inboundSpi);
    } else {
      tell(machine, new NodeAgent.Remove(inboundSpi));
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

  /**
   * What the CHILD SA has carried here, or had elsewhere when {@link #ask} was answered last; zero
   * when nothing is known.
   */
  public Traffic traffic(int inboundSpi) {
    Traffic elsewhere = told.get(inboundSpi);
    return elsewhere == null ? here.traffic(inboundSpi) : elsewhere;
  }

  /** Which of the CHILD SAs this machine has. */
  public List<NodeAgent.Held> held(List<Integer> inboundSpis) {
    return NodeAgent.held(here, inboundSpis);
  }

  /**
   * Which of the CHILD SAs another machine has. Fails when it is not there, or does not answer
   * within half a second.
   */
  public CompletionStage<List<NodeAgent.Held>> ask(String machine, List<Integer> inboundSpis) {
    return agents
        .of(machine)
        .map(agent -> agents.ask(agent, inboundSpis).thenApply(this::remember))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new DataPlaneException("the machine \"" + machine + "\" is not there")));
  }

  private List<NodeAgent.Held> remember(NodeAgent.Told answer) {
    answer.held().forEach(held -> told.put(held.inboundSpi(), held.traffic()));
    return answer.held();
  }
}
