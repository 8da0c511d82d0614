package io.gatehouse.cluster.dataplane;

import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Sends from the machine where the path ends: a client behind NAT is reached from there only. When
 * that machine is gone this one tries, which has the same addresses if a balancer stands in front.
 */
public final class RoutingSender implements DatagramSender {

  private final DatagramSender here;
  private final NodeAgents agents;

  public RoutingSender(DatagramSender here, NodeAgents agents) {
    this.here = here;
    this.agents = agents;
  }

  @Override
  public void send(Path path, List<Octets> datagrams) {
    if (agents.nodes().isSelf(path.headend())) {
      here.send(path, datagrams);
      return;
    }
    Optional<ActorRef<NodeAgent.Command>> there = agents.of(path.headend());
    if (there.isPresent()) {
      there.get().tell(new NodeAgent.Send(path, datagrams));
    } else {
      here.send(path, datagrams);
    }
  }
}
