package io.gatehouse.node.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.membership.NodeName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;

/** An actor system on the loopback address, configured as a node's is. */
record Member(ActorSystem<Void> system) implements AutoCloseable {

  static final String LOOPBACK = "127.0.0.1";

  static Member start(String name, MemberAddress self, MemberAddress seed, TlsFiles tls) {
    ClusterSettings settings = new ClusterSettings(self, List.of(seed), Optional.of(tls));
    NodeTls engines = NodeTls.open(tls, InstantSource.system());
    Config config =
        PekkoConfiguration.of(new NodeName(name), "1.0.0", settings)
            .withFallback(ConfigFactory.parseResources("pekko-node.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    return new Member(
        ActorSystem.create(
            Behaviors.empty(),
            PekkoConfiguration.SYSTEM,
            ActorSystemSetup.create(BootstrapSetup.create(config))
                .and(SSLEngineProviderSetup.create(_ -> engines))));
  }

  static MemberAddress freeAddress() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new MemberAddress(LOOPBACK, free.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many members this one sees Up. */
  long up() {
    long count = 0;
    for (var member : Cluster.get(system).state().getMembers()) {
      if (member.status().equals(MemberStatus.up())) {
        count++;
      }
    }
    return count;
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
