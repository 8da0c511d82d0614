package io.gatehouse.cluster.membership;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/** Follows the membership events of the cluster, and tells {@link Nodes} what there is. */
final class MembershipWatch {

  /** A node serves until its process ends, also while it leaves. */
  private static final Set<MemberStatus> SERVING =
      Set.of(MemberStatus.weaklyUp(), MemberStatus.up(), MemberStatus.leaving());

  /** Those that the split-brain resolver counts. */
  private static final Set<MemberStatus> COUNTED =
      Set.of(MemberStatus.up(), MemberStatus.leaving());

  private final Nodes nodes;
  private final UniqueAddress self;
  private final Map<UniqueAddress, Member> members = new HashMap<>();
  private final Set<UniqueAddress> unreachable = new HashSet<>();

  private MembershipWatch(Nodes nodes, UniqueAddress self) {
    this.nodes = nodes;
    this.self = self;
  }

  static Behavior<ClusterDomainEvent> create(Nodes nodes) {
    return Behaviors.setup(
        actor -> {
          Cluster cluster = Cluster.get(actor.getSystem());
          cluster.subscriptions().tell(Subscribe.create(actor.getSelf(), ClusterDomainEvent.class));
          MembershipWatch watch = new MembershipWatch(nodes, cluster.selfMember().uniqueAddress());
          return Behaviors.receiveMessage(
              event -> {
                watch.happened(event);
                return Behaviors.same();
              });
        });
  }

  private void happened(ClusterDomainEvent event) {
    switch (event) {
      case ClusterEvent.MemberRemoved removed -> forget(removed.member().uniqueAddress());
      case ClusterEvent.MemberDowned downed -> forget(downed.member().uniqueAddress());
      case ClusterEvent.MemberEvent change ->
          members.put(change.member().uniqueAddress(), change.member());
      case ClusterEvent.UnreachableMember lost -> unreachable.add(lost.member().uniqueAddress());
      case ClusterEvent.ReachableMember back -> unreachable.remove(back.member().uniqueAddress());
      default -> {}
    }
    nodes.see(view());
  }

  private void forget(UniqueAddress member) {
    members.remove(member);
    unreachable.remove(member);
  }

  private Nodes.View view() {
    Map<String, Address> others = new HashMap<>();
    members.values().stream()
        .filter(member -> SERVING.contains(member.status()))
        .filter(member -> !member.uniqueAddress().equals(self))
        .filter(member -> !unreachable.contains(member.uniqueAddress()))
        .forEach(
            member ->
                NodeName.ofRoles(member.getRoles())
                    .ifPresent(name -> others.put(name.text(), member.address())));
    return new Nodes.View(others, inMajority());
  }

  /** As keep-majority counts: of two equal halves the one with the lowest address stays. */
  private boolean inMajority() {
    List<Member> counted =
        members.values().stream()
            .filter(member -> COUNTED.contains(member.status()))
            .sorted(Comparator.comparing(Member::address, Member.addressOrdering()))
            .toList();
    if (counted.stream().noneMatch(member -> member.uniqueAddress().equals(self))) {
      return false;
    }
    int twice = 2 * (int) counted.stream().filter(this::isReachable).count();
    return twice > counted.size() || (twice == counted.size() && isReachable(counted.getFirst()));
  }

  private boolean isReachable(Member member) {
    return !unreachable.contains(member.uniqueAddress());
  }
}
