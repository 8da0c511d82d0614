package io.gatehouse.cluster.membership;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/**
 * Which nodes there are, by name, as this one sees them at the moment. Safe for several threads,
 * and as quick to ask as a field.
 */
public final class Nodes {

  /**
   * What this node sees.
   *
   * @param others the members that serve and can be reached
   * @param inMajority whether this node is a member, and not cut off from more than half of them
   */
  record View(Map<String, Address> others, boolean inMajority) {
    View {
      others = Map.copyOf(others);
    }
  }

  private final NodeName self;
  private final List<Runnable> observers = new CopyOnWriteArrayList<>();
  private volatile View view;

  Nodes(NodeName self, View view) {
    this.self = self;
    this.view = view;
  }

  /** A node without others. */
  public static Nodes alone(NodeName self) {
    return new Nodes(self, new View(Map.of(), true));
  }

  /** The nodes of the cluster that the system is, or is going to be, a member of. */
  public static Nodes watch(ActorSystem<?> system, NodeName self) {
    Nodes nodes = new Nodes(self, new View(Map.of(), false));
    system.systemActorOf(MembershipWatch.create(nodes), "membership-watch", Props.empty());
    return nodes;
  }

  public NodeName self() {
    return self;
  }

  public boolean isSelf(String name) {
    return self.text().equals(name);
  }

  /** Where another node is; empty for this one, and for one that is not there. */
  public Optional<Address> address(String name) {
    return Optional.ofNullable(view.others().get(name));
  }

  /** Whether the node is this one, or another that is there. */
  public boolean lives(String name) {
    return isSelf(name) || view.others().containsKey(name);
  }

  /** All but this one. */
  public Set<String> names() {
    return view.others().keySet();
  }

  public List<Address> others() {
    return List.copyOf(view.others().values());
  }

  /**
   * Whether this node may believe that the cluster is where it is. One that may not could be
   * replaced by others at this moment.
   */
  public boolean inMajority() {
    return view.inMajority();
  }

  /**
   * @param observer is run after each change, on a thread that must not be kept
   */
  public void observe(Runnable observer) {
    observers.add(observer);
  }

  void see(View seen) {
    if (!seen.equals(view)) {
      view = seen;
      observers.forEach(Runnable::run);
    }
  }
}
