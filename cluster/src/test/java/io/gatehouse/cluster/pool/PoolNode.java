package io.gatehouse.cluster.pool;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.pool.AddressPools.Answer;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.Note;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.Stores;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;

/** The pools of one node of a cluster, and its store. */
final class PoolNode implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PEKKO =
      """
      pekko {
        loglevel = WARNING
        loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        log-dead-letters = off
        actor.provider = cluster
        actor.allow-java-serialization = off
        actor.serialize-messages = off
        remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        cluster.jmx.multi-mbeans-in-same-jvm = on
        cluster.typed.receptionist.distributed-data.gossip-interval = 200ms
        coordinated-shutdown.exit-jvm = off
        coordinated-shutdown.run-by-actor-system-terminate = off
      }
      """;

  final String name;
  final ActorSystem<Void> system;
  final SessionStore<Note> store;
  final ActorRef<AddressPools.Command> pools;
  private volatile boolean running = true;

  PoolNode(
      StoreSettings settings,
      String name,
      Optional<PoolNode> member,
      List<AddressPool> pools,
      InstantSource clock) {
    this.name = name;
    this.store = Stores.open(Stores.named(settings, name));
    this.system =
        ActorSystem.create(
            Behaviors.empty(),
            "gatehouse",
            ConfigFactory.parseString(PEKKO).withFallback(ConfigFactory.load()));
    Cluster cluster = Cluster.get(system);
    Address seed = member.map(PoolNode::address).orElse(cluster.selfMember().address());
    cluster.manager().tell(Join.create(seed));
    this.pools =
        system.systemActorOf(
            AddressPools.clustered(pools, store.addressBlocks(), clock),
            "address-pools",
            Props.empty());
  }

  Address address() {
    return Cluster.get(system).selfMember().address();
  }

  /** Until the nodes know of one another. */
  static void meet(List<PoolNode> nodes) {
    await()
        .atMost(PATIENCE.multipliedBy(2))
        .until(() -> nodes.stream().allMatch(node -> node.acquaintances() == nodes.size()));
  }

  private int acquaintances() {
    Receptionist.Listing listing =
        AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                system.receptionist(),
                replyTo -> Receptionist.find(ClusteredPools.KEY, replyTo),
                PATIENCE,
                system.scheduler())
            .toCompletableFuture()
            .join();
    return listing.getServiceInstances(ClusteredPools.KEY).size();
  }

  Answer lease(String pool, String user, SessionNumber session) {
    return AskPattern.<AddressPools.Command, Answer>ask(
            pools,
            replyTo -> new AddressPools.Lease(pool, user, session, replyTo),
            PATIENCE,
            system.scheduler())
        .toCompletableFuture()
        .join();
  }

  Answer leaseFixed(InetAddress address, String user, SessionNumber session) {
    return AskPattern.<AddressPools.Command, Answer>ask(
            pools,
            replyTo -> new AddressPools.LeaseFixed(address, user, session, replyTo),
            PATIENCE,
            system.scheduler())
        .toCompletableFuture()
        .join();
  }

  void establish(SessionNumber session, String user, InsideAddress inside) {
    Stores.await(store.write(session, 1, new Note(user, Optional.of(inside), "key")));
  }

  /** The session ends here: its row goes, and then its address. */
  void end(SessionNumber session, InsideAddress inside) {
    Stores.await(store.delete(session, 2));
    pools.tell(new AddressPools.Release(inside.address(), session));
  }

  boolean isRunning() {
    return running;
  }

  /** Says nothing to anybody any more, neither to the cluster nor to the database. */
  void crash() {
    running = false;
    store.close();
    stop();
  }

  void expelledBy(PoolNode survivor) {
    Cluster.get(survivor.system).manager().tell(new Down(address()));
  }

  /** Leaves in order. */
  @Override
  public void close() {
    running = false;
    stop();
    store.close();
  }

  private void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
