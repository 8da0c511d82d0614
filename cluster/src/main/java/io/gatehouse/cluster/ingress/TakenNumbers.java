package io.gatehouse.cluster.ingress;

import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.session.NumberTaken;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;

/** The way back to the ingress of any node. */
public record TakenNumbers(ActorSystem<?> system, Nodes nodes) implements NumberTaken {

  @Override
  public void tell(SessionNumber number, Path path, Octets request) {
    String node = path.headend();
    if (nodes.isSelf(node)) {
      ingressOf(system.address()).tell(new Ingress.Taken(number, path, request));
    } else {
      nodes
          .address(node)
          .ifPresent(address -> ingressOf(address).tell(new Ingress.Taken(number, path, request)));
    }
  }

  private ActorRef<Ingress.Taken> ingressOf(Address node) {
    return ActorRefResolver.get(system).resolveActorRef(node + "/system/" + Ingress.NAME);
  }
}
