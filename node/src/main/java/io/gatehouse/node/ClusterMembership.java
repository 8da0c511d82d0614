package io.gatehouse.node;

import io.gatehouse.cluster.membership.ProcessWatch;
import io.gatehouse.cluster.store.plugin.SessionStoreSetup;
import io.gatehouse.node.cluster.ClusterSettings;
import io.gatehouse.node.cluster.NodeTls;
import io.gatehouse.node.cluster.PekkoConfiguration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;

/**
 * A node's place in the cluster. Without seed nodes in the configuration a node is a cluster of its
 * own.
 */
final class ClusterMembership {

  private ClusterMembership() {}

  /** Whether there is no other member. */
  static boolean isAlone(ActorSystem<?> system) {
    int members = 0;
    for (Member _ : Cluster.get(system).state().getMembers()) {
      members++;
    }
    return members == 1;
  }

  /**
   * The actor system of a node, before it is a member.
   *
   * @throws IllegalArgumentException when the cluster's certificates cannot be used
   */
  static ActorSystem<SpawnProtocol.Command> open(
      NodeSettings settings, SessionStoreSetup store, InstantSource clock) {
    return ActorSystem.create(
        SpawnProtocol.create(),
        PekkoConfiguration.SYSTEM,
        ActorSystemSetup.create(BootstrapSetup.create(settings.pekko()))
            .and(store)
            .and(transport(settings.cluster(), clock)));
  }

  /** Pekko asks for an engine only when the transport is TLS. */
  private static SSLEngineProviderSetup transport(ClusterSettings settings, InstantSource clock) {
    Optional<NodeTls> tls =
        settings.alone()
            ? Optional.empty()
            : settings.tls().map(files -> NodeTls.open(files, clock));
    return SSLEngineProviderSetup.create(_ -> tls.orElseThrow());
  }

  /**
   * Returns when the node is a member.
   *
   * @throws StartFailure when that takes too long
   */
  static void join(ActorSystem<?> system, ClusterSettings settings, Duration limit) {
    if (settings.alone()) {
      Cluster cluster = Cluster.get(system);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    } else {
      system.systemActorOf(ProcessWatch.create().narrow(), "process-watch", Props.empty());
    }
    awaitUp(system, limit);
  }

  private static void awaitUp(ActorSystem<?> system, Duration limit) {
    CompletableFuture<Void> up = new CompletableFuture<>();
    org.apache.pekko.cluster.Cluster.get(system).registerOnMemberUp(() -> up.complete(null));
    try {
      up.get(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("interrupted while joining the cluster");
    } catch (ExecutionException | TimeoutException e) {
      throw new StartFailure(
          "did not become a member of the cluster within %d s; is a seed node running, can it be"
                  .formatted(limit.toSeconds())
              + " reached, and do the nodes' certificates come from one authority?");
    }
  }
}
