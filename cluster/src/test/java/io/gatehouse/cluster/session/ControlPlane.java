package io.gatehouse.cluster.session;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.gatehouse.cluster.dataplane.DataPlanes;
import io.gatehouse.cluster.dataplane.DatagramSender;
import io.gatehouse.cluster.dataplane.NodeAgent;
import io.gatehouse.cluster.dataplane.NodeAgents;
import io.gatehouse.cluster.dataplane.RoutingSender;
import io.gatehouse.cluster.faultin.Fault;
import io.gatehouse.cluster.faultin.FaultIn;
import io.gatehouse.cluster.faultin.FaultInServices;
import io.gatehouse.cluster.faultin.StoredSessions;
import io.gatehouse.cluster.ingress.CookieSecrets;
import io.gatehouse.cluster.ingress.IkeReceiver;
import io.gatehouse.cluster.ingress.Ingress;
import io.gatehouse.cluster.ingress.IngressCounters;
import io.gatehouse.cluster.ingress.IngressServices;
import io.gatehouse.cluster.ingress.IngressSettings;
import io.gatehouse.cluster.ingress.TakenNumbers;
import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.placement.LeavingNodes;
import io.gatehouse.cluster.store.AddressConflicts;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.plugin.SessionStoreSetup;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;

/**
 * Ingress, sharded sessions, store and address pools of one node, as the node itself has them; AAA,
 * data plane and network are the test's.
 */
final class ControlPlane implements AutoCloseable {

  static final String NODE = "vpn1";
  private static final Secret CLUSTER_SECRET = Secret.utf8("the secret of a cluster in a test");
  private static final String PEKKO =
      """
      pekko {
        loglevel = WARNING
        loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        log-dead-letters = off
        actor.provider = cluster
        remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
        cluster.jmx.enabled = off
        cluster.sharding {
          passivation.strategy = none
          number-of-shards = 256
          rebalance-interval = 250ms
          least-shard-allocation-strategy {
            rebalance-absolute-limit = 256
            rebalance-relative-limit = 1.0
          }
        }
        persistence.typed.stash-capacity = 256
        coordinated-shutdown.exit-jvm = off
        coordinated-shutdown.run-by-actor-system-terminate = off
      }
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final SessionNumbers numbers;
  private final Awakening awakening = new Awakening();
  final SessionGauge gauge = new SessionGauge();
  private final AddressConflicts conflicts = new AddressConflicts();
  final IngressCounters counters = new IngressCounters();
  final GrantingAaa aaa = new GrantingAaa();
  final RecordingDataPlane dataPlane = new RecordingDataPlane();
  final SessionStore<SessionState> store;
  final SpiLayout spis = new SpiLayout(CLUSTER_SECRET);
  final WatchedPools pools;
  final Nodes nodes;
  final HostedShards shards = new HostedShards();
  private final ActorSystem<Void> system;
  private final ExecutorService cryptography = Executors.newFixedThreadPool(2);
  private final Map<InetSocketAddress, BlockingQueue<List<Octets>>> sent =
      new ConcurrentHashMap<>();
  private final SessionRouter router;
  private final IkeReceiver ingress;
  private final CompletableFuture<Integer> resumed = new CompletableFuture<>();
  private Consumer<Fault> faults = _ -> {};

  ControlPlane(StoreSettings storeSettings) {
    this(
        storeSettings,
        PskPolicy.of(PskPolicy.HALF_OPEN),
        new IngressSettings(100, 100, 100_000, 100, 1000));
  }

  ControlPlane(StoreSettings storeSettings, ResponderPolicy policy, IngressSettings bounds) {
    this(storeSettings, policy, bounds, new NodeName(NODE), Optional.empty());
  }

  /** A node that joins the cluster of another one, or begins one of its own. */
  static ControlPlane member(
      StoreSettings storeSettings, String name, Optional<ControlPlane> seed) {
    return new ControlPlane(
        storeSettings,
        PskPolicy.of(PskPolicy.HALF_OPEN),
        new IngressSettings(100, 100, 100_000, 100, 1000),
        new NodeName(name),
        seed);
  }

  private ControlPlane(
      StoreSettings storeSettings,
      ResponderPolicy policy,
      IngressSettings bounds,
      NodeName name,
      Optional<ControlPlane> seed) {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    store = SessionStore.open(storeSettings, new SessionRecord(), random, clock);
    numbers = new SessionNumbers(random, store::expectAbsent);
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "gatehouse",
            ActorSystemSetup.create(
                BootstrapSetup.create(
                    ConfigFactory.parseString(PEKKO)
                        .withValue(
                            "pekko.cluster.roles",
                            ConfigValueFactory.fromIterable(List.of(name.role())))
                        .withFallback(ConfigFactory.load())),
                SessionStoreSetup.of(store, SessionState.class, conflicts)));
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(seed.map(ControlPlane::address).orElse(address())));
    pools = new WatchedPools(system, store, name, clock);
    ConnectedRouter connected = new ConnectedRouter();
    nodes = Nodes.watch(system, name);
    DatagramSender sender = (path, datagrams) -> queue(path.remote()).add(datagrams);
    NodeAgents agents = new NodeAgents(nodes, system);
    SessionServices services =
        new SessionServices(
            () -> policy,
            spis,
            new RoutingSender(sender, agents),
            new DataPlanes(dataPlane, agents, clock),
            system.systemActorOf(aaa.behavior(), "aaa", Props.empty()),
            pools.actor(),
            conflicts,
            SessionRegistry.start(system, connected, nodes, clock),
            new TakenNumbers(system, nodes),
            numbers,
            gauge,
            awakening,
            store,
            cryptography,
            EphemeralKeySource.generating(random),
            random,
            clock);
    router = connected.to(SessionSharding.start(system, services, nodes, shards));
    serveOthers(services, sender, policy);
    ingress =
        Ingress.start(
            system,
            () -> bounds,
            new IngressServices(
                spis,
                numbers,
                gauge,
                router,
                sender,
                counters,
                new CookieSecrets(CLUSTER_SECRET),
                clock));
  }

  /** As a node does: its agent, faults of its data plane, and the sessions of its shards. */
  private void serveOthers(
      SessionServices services, DatagramSender sender, ResponderPolicy policy) {
    NodeAgent.start(
        system,
        sender,
        services.dataPlanes(),
        (spi, reason) ->
            router.tell(
                SpiLayout.espOwner(spi).orElseThrow(),
                new SessionCommand.InstallationRefused(spi, nodes.self().text(), reason)));
    faults =
        FaultIn.start(
            system,
            new FaultInServices(
                router,
                StoredSessions.of(store),
                services.dataPlanes(),
                nodes,
                () -> policy,
                spis,
                services.random(),
                services.clock()));
    system.systemActorOf(
        SessionResumption.create(
                store.listings(), router, numbers, nodes, shards, awakening, resumed)
            .narrow(),
        "session-resumption",
        Props.empty());
  }

  Address address() {
    return Cluster.get(system).selfMember().address();
  }

  /** What is written to the store from now on is not resumed. */
  void awaitResumption() {
    resumed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Says that another node is gone for good. */
  void down(ControlPlane other) {
    Cluster.get(system).manager().tell(new Down(other.address()));
  }

  /** As a node does before it leaves. */
  void giveShardsAway() {
    LeavingNodes.announce(system);
  }

  /** As if its process had been killed: nobody is told. */
  void kill() {
    close();
  }

  /** The registry and the sessions know each other. */
  private static final class ConnectedRouter implements SessionRouter {
    private volatile SessionRouter sessions = (_, _) -> {};

    SessionRouter to(SessionRouter router) {
      sessions = router;
      return router;
    }

    @Override
    public void tell(SessionNumber session, SessionCommand command) {
      sessions.tell(session, command);
    }
  }

  private BlockingQueue<List<Octets>> queue(InetSocketAddress remote) {
    return sent.computeIfAbsent(remote, _ -> new LinkedBlockingQueue<>());
  }

  void tell(SessionNumber session, SessionCommand command) {
    router.tell(session, command);
  }

  void send(PskClient client, Octets datagram) {
    ingress.received(here(client), datagram);
  }

  /** The client's flow comes to this node. */
  Path here(PskClient client) {
    return new Path(client.path().local(), client.path().remote(), nodes.self().text());
  }

  /** An ESP packet comes to this node, which does not have its CHILD SA. */
  void sendEsp(PskClient client, int spi, Octets packet) {
    faults.accept(new Fault(spi, here(client), packet));
  }

  /** The next message for a client. */
  List<Octets> receive(PskClient client) {
    try {
      List<Octets> datagrams =
          queue(client.path().remote()).poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (datagrams == null) {
        throw new AssertionError("the headend is silent");
      }
      return datagrams;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isSilent(PskClient client) {
    return queue(client.path().remote()).isEmpty();
  }

  List<Octets> exchange(PskClient client, Octets request) {
    send(client, request);
    return receive(client);
  }

  void begin(PskClient client) {
    client.agreed(exchange(client, client.initial()).getFirst());
  }

  /** As {@link PskClient#authenticate} says; returns the response. */
  IkeMessage login(PskClient client) {
    begin(client);
    return client.open(exchange(client, client.authenticate()));
  }

  SessionNumber number(PskClient client) {
    return spis.owner(client.ikeSa().responderSpi()).orElseThrow();
  }

  Optional<SessionState> stored(PskClient client) {
    return store
        .read(number(client))
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join()
        .map(found -> found.state());
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    cryptography.shutdownNow();
    store.close();
  }
}
