package io.gatehouse.cluster.placement;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * The nodes that give their shards away because they are about to leave, as this one has heard of
 * them. A node that has ended is forgotten by itself. Safe for several threads.
 */
public final class LeavingNodes {

  /**
   * Nothing is told to what is registered under it: that it is there is all that there is to say.
   */
  private static final ServiceKey<Void> KEY = ServiceKey.create(Void.class, "leaving-nodes");

  private volatile Set<Address> addresses = Set.of();

  LeavingNodes() {}

  /** Those of the cluster that the system is a member of. */
  public static LeavingNodes watch(ActorSystem<?> system) {
    LeavingNodes nodes = new LeavingNodes();
    system.systemActorOf(nodes.listener(), "leaving-nodes", Props.empty());
    return nodes;
  }

  /** Says of this node that it leaves. There is no way back. */
  public static void announce(ActorSystem<?> system) {
    ActorRef<Void> sign = system.systemActorOf(Behaviors.empty(), "leaves", Props.empty());
    system.receptionist().tell(Receptionist.register(KEY, sign));
  }

  private Behavior<Receptionist.Listing> listener() {
    return Behaviors.setup(
        actor -> {
          Address self = Cluster.get(actor.getSystem()).selfMember().address();
          actor.getSystem().receptionist().tell(Receptionist.subscribe(KEY, actor.getSelf()));
          return Behaviors.receiveMessage(
              listing -> {
                see(
                    listing.getAllServiceInstances(KEY).stream()
                        .map(sign -> sign.path().address())
                        .map(address -> address.hasLocalScope() ? self : address)
                        .collect(Collectors.toUnmodifiableSet()));
                return Behaviors.same();
              });
        });
  }

  void see(Set<Address> leaving) {
    addresses = Set.copyOf(leaving);
  }

  /** Whether the node at this address leaves. */
  boolean contain(Address address) {
    return addresses.contains(address);
  }
}
