package io.gatehouse.node;

import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.store.ClusterMembers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;

/**
 * A first seed node that cannot reach its peers founds a cluster of its own. Beside them it must
 * not serve the same sessions: a node that has become a member looks in the store for nodes that
 * are none of its cluster, before it serves anybody.
 */
final class SecondCluster {

  /** What a node has left that crashed is over by then. */
  private static final Duration LIMIT = ClusterMembers.TERM.plusSeconds(5);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private SecondCluster() {}

  /**
   * Returns when all nodes that the store knows of are members of this one's cluster.
   *
   * @throws StartFailure when there are others, and they stay
   */
  static void ruleOut(ActorSystem<?> system, ClusterMembers members) {
    members.enter();
    Cluster cluster = Cluster.get(system);
    Set<String> strangers = strangers(members, cluster);
    for (long left = LIMIT.dividedBy(PAUSE); !strangers.isEmpty() && left > 0; left--) {
      pause();
      strangers = strangers(members, cluster);
    }
    if (!strangers.isEmpty()) {
      throw new StartFailure(
          "this node is not in one cluster with %s, which use the same database; can it reach them,"
                  .formatted(String.join(", ", strangers))
              + " and do all have the same seed-nodes?");
    }
  }

  private static Set<String> strangers(ClusterMembers members, Cluster cluster) {
    Set<String> strangers = new TreeSet<>(members.living());
    strangers.removeAll(
        StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
            .map(Member::getRoles)
            .map(NodeName::ofRoles)
            .flatMap(Optional::stream)
            .map(NodeName::text)
            .collect(Collectors.toSet()));
    return strangers;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while joining the cluster");
    }
  }
}
