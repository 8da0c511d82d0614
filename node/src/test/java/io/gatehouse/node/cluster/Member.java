package io.gatehouse.node.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.membership.ProcessWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;

/** An actor system on the loopback address, configured as a node's is. */
public record Member(ActorSystem<Void> system) implements AutoCloseable {

  public static final String LOOPBACK = "127.0.0.1";

  public static Member start(String name, MemberAddress self, MemberAddress seed, TlsFiles tls) {
    NodeTls engines = NodeTls.open(tls, InstantSource.system());
    return new Member(
        system(
            name,
            new ClusterSettings(
                self, List.of(seed), Optional.of(tls), Duration.ZERO, Duration.ZERO),
            ActorSystemSetup.create(SSLEngineProviderSetup.create(_ -> engines)),
            ConfigFactory.empty()));
  }

  /** One that watches the others' processes, and has no other reason to take one of them out. */
  static Member watching(String name, MemberAddress self, MemberAddress seed) {
    Member member =
        new Member(
            system(
                name,
                new ClusterSettings(
                    self, List.of(seed), Optional.empty(), Duration.ZERO, Duration.ZERO),
                ActorSystemSetup.create(),
                ConfigFactory.parseString(
                    """
                    pekko.cluster.split-brain-resolver.stable-after = 1h
                    pekko.cluster.split-brain-resolver.down-all-when-unstable = off
                    """)));
    member.system().systemActorOf(ProcessWatch.create().narrow(), "process-watch", Props.empty());
    return member;
  }

  private static ActorSystem<Void> system(
      String name, ClusterSettings settings, ActorSystemSetup setup, Config overrides) {
    Config config =
        overrides
            .withFallback(PekkoConfiguration.of(new NodeName(name), "1.0.0", settings))
            .withFallback(ConfigFactory.parseResources("pekko-node.conf"))
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    return ActorSystem.create(
        Behaviors.empty(), PekkoConfiguration.SYSTEM, setup.and(BootstrapSetup.create(config)));
  }

  public static MemberAddress freeAddress() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new MemberAddress(LOOPBACK, free.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many members this one sees Up. */
  public long up() {
    long count = 0;
    for (var member : Cluster.get(system).state().getMembers()) {
      if (member.status().equals(MemberStatus.up())) {
        count++;
      }
    }
    return count;
  }

  /** How many members this one sees, in whatever state. */
  public int members() {
    int count = 0;
    for (var _ : Cluster.get(system).state().getMembers()) {
      count++;
    }
    return count;
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
