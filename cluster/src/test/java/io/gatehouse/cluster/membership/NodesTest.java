package io.gatehouse.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  @AfterEach
  void stop() {
    systems.forEach(ActorSystem::terminate);
  }

  private ActorSystem<Void> start(String name) {
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            "gatehouse",
            ConfigFactory.parseString(
                    """
                    pekko {
                      loglevel = ERROR
                      actor.provider = cluster
                      remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                      cluster { roles = ["%s"], jmx.enabled = off }
                      coordinated-shutdown.exit-jvm = off
                      coordinated-shutdown.run-by-actor-system-terminate = off
                    }
                    """
                        .formatted(new NodeName(name).role()))
                .withFallback(ConfigFactory.load()));
    systems.add(system);
    return system;
  }

  private static void join(ActorSystem<?> system, ActorSystem<?> seed) {
    Cluster.get(system).manager().tell(Join.create(Cluster.get(seed).selfMember().address()));
  }

  @Test
  void nodesAreFoundByNameAsLongAsTheyAreMembers() {
    ActorSystem<Void> first = start("vpn1");
    Nodes nodes = Nodes.watch(first, new NodeName("vpn1"));
    AtomicInteger changes = new AtomicInteger();
    nodes.observe(changes::incrementAndGet);
    assertThat(nodes.inMajority()).as("not a member yet").isFalse();

    join(first, first);
    await().atMost(PATIENCE).until(nodes::inMajority);
    ActorSystem<Void> second = start("vpn2");
    join(second, first);
    await().atMost(PATIENCE).until(() -> nodes.lives("vpn2"));

    assertThat(nodes.address("vpn2")).contains(Cluster.get(second).selfMember().address());
    assertThat(nodes.address("vpn1")).as("this one has no way to itself").isEmpty();
    assertThat(nodes.lives("vpn1")).isTrue();
    assertThat(nodes.lives("")).isFalse();
    assertThat(nodes.others()).hasSize(1);

    Cluster.get(first).manager().tell(new Down(Cluster.get(second).selfMember().address()));
    await().atMost(PATIENCE).until(() -> !nodes.lives("vpn2"));
    await().atMost(PATIENCE).until(nodes::inMajority);
    assertThat(changes.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void aNodeThatWasDownedIsInNoMajority() {
    ActorSystem<Void> first = start("vpn1");
    join(first, first);
    ActorSystem<Void> second = start("vpn2");
    Nodes nodes = Nodes.watch(second, new NodeName("vpn2"));
    join(second, first);
    await().atMost(PATIENCE).until(nodes::inMajority);

    Cluster.get(first).manager().tell(new Down(Cluster.get(second).selfMember().address()));

    await().atMost(PATIENCE).until(() -> !nodes.inMajority());
  }

  @Test
  void aNodeOfItsOwnNeedsNobody() {
    Nodes nodes = Nodes.alone(new NodeName("vpn1"));

    assertThat(nodes.inMajority()).isTrue();
    assertThat(nodes.isSelf("vpn1")).isTrue();
    assertThat(nodes.others()).isEmpty();
  }
}
