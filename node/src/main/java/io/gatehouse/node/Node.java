package io.gatehouse.node;

import io.gatehouse.cluster.aaa.Aaa;
import io.gatehouse.cluster.config.IkeLimits;
import io.gatehouse.cluster.config.archive.ConfigurationArchive;
import io.gatehouse.cluster.config.distribution.ActiveConfiguration;
import io.gatehouse.cluster.config.distribution.ClusterArchive;
import io.gatehouse.cluster.config.meaning.ConfigurationFile;
import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.dataplane.DataPlanes;
import io.gatehouse.cluster.dataplane.DeadMan;
import io.gatehouse.cluster.dataplane.NodeAgent;
import io.gatehouse.cluster.dataplane.NodeAgents;
import io.gatehouse.cluster.dataplane.RoutingSender;
import io.gatehouse.cluster.directory.ClusterSurvey;
import io.gatehouse.cluster.directory.NodeReporter;
import io.gatehouse.cluster.directory.SessionSurvey;
import io.gatehouse.cluster.faultin.FaultIn;
import io.gatehouse.cluster.faultin.FaultInServices;
import io.gatehouse.cluster.faultin.StoredSessions;
import io.gatehouse.cluster.ingress.Ingress;
import io.gatehouse.cluster.ingress.IngressCounters;
import io.gatehouse.cluster.ingress.IngressServices;
import io.gatehouse.cluster.ingress.IngressSettings;
import io.gatehouse.cluster.ingress.TakenNumbers;
import io.gatehouse.cluster.membership.NodeName;
import io.gatehouse.cluster.membership.Nodes;
import io.gatehouse.cluster.session.Awakening;
import io.gatehouse.cluster.session.HostedShards;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SessionRegistry;
import io.gatehouse.cluster.session.SessionResumption;
import io.gatehouse.cluster.session.SessionRouter;
import io.gatehouse.cluster.session.SessionServices;
import io.gatehouse.cluster.session.SessionSharding;
import io.gatehouse.cluster.store.AddressConflicts;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.plugin.SessionStoreSetup;
import io.gatehouse.node.console.ConsoleServer;
import io.gatehouse.node.net.ListenException;
import io.gatehouse.node.net.UdpSockets;
import io.gatehouse.protocol.ike.crypto.NativeProviders;
import io.gatehouse.protocol.ike.exchange.SessionState;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node. Its parts are started one on top of the other, and closed in the opposite order;
 * the sockets are read last, when everything that a datagram may need is there.
 */
public final class Node implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Whether there is such a one does not matter. */
  private static final SessionNumber ANY_SESSION = new SessionNumber(1);

  private static final int DEFAULT_COOKIE_THRESHOLD = 500;
  private static final int DEFAULT_HALF_OPEN_LIMIT = 10_000;

  /** Enough to keep a thread busy; more would only wait longer for the same work. */
  private static final int BEGINNING_PER_THREAD = 64;

  private final Parts parts = new Parts();
  private final AddressConflicts conflicts = new AddressConflicts();
  private final Awakening awakening = new Awakening();
  private final NodeSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private volatile Optional<Departure> departure = Optional.empty();
  private volatile Optional<ConfigurationArchive> archive = Optional.empty();

  private Node(NodeSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts a node, and returns when it serves clients.
   *
   * @throws StartFailure when it cannot; what was started is closed again
   */
  public static Node start(NodeSettings settings) {
    Node node = new Node(settings);
    try {
      node.startParts();
      return node;
    } catch (ListenException
        | DataPlane.DataPlaneException
        | StoreException
        | IllegalArgumentException e) {
      node.close();
      throw new StartFailure(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private void startParts() {
    LOG.info("cryptography: {}", NativeProviders.description());
    LateRouter sessions = new LateRouter();
    Foundation foundation = Foundation.lay(parts, settings, sessions, random, clock);
    ActiveConfiguration active = foundation.configuration();
    NodeAccounting accounting =
        parts.add(
            new NodeAccounting(
                active.configuration().aaa(),
                settings.accounting(),
                foundation.store(),
                foundation.radius()));
    IngressCounters counters = new IngressCounters();
    Health health = health(foundation);
    HostedShards shards = new HostedShards();
    NodeStatus status = status(foundation, shards, counters, accounting);
    new Endpoints(foundation, status, health, clock).open(parts, settings);
    ActorSystem<SpawnProtocol.Command> system = actorSystem(foundation, accounting, health, shards);
    Nodes nodes = Nodes.watch(system, new NodeName(settings.nodeName()));
    archive = Optional.of(archive(system, foundation, nodes));
    SessionServices services = sessionServices(system, foundation, nodes, sessions);
    sessions.connect(SessionSharding.start(system, services, nodes, shards));
    serveFaults(system, foundation, services, nodes, sessions);
    NodeReporter.start(system, status::report);
    new WarmUp(active.configuration().policy(), random).run();
    accounting.start(system);
    listen(system, foundation, sessions, counters);
    resume(system, foundation, nodes, shards, sessions);
    openConsole(
        new NodeHeadend(
            archive(),
            new SessionSurvey(foundation.store(), services.dataPlanes(), clock),
            new ClusterSurvey(system, nodes, status::report),
            foundation.store().listings(),
            sessions,
            foundation.radius(),
            nodes));
    health.serving();
  }

  private ConfigurationArchive archive(ActorSystem<?> system, Foundation foundation, Nodes nodes) {
    ConfigurationFile file = new ConfigurationFile(settings.policy());
    return ClusterArchive.start(
        system,
        nodes,
        foundation.configuration(),
        foundation.store().configurations(),
        (source, text) -> file.read(source, text, clock),
        AtNextStart::sentences,
        clock);
  }

  private NodeStatus status(
      Foundation foundation,
      HostedShards shards,
      IngressCounters counters,
      NodeAccounting accounting) {
    return new NodeStatus(
        settings.nodeName(),
        clock.instant(),
        foundation.gauge(),
        shards,
        counters,
        accounting.counters(),
        foundation.configuration(),
        foundation.radius(),
        foundation.sockets(),
        foundation.planeCounters());
  }

  /** The operator's, without which clients are served all the same. */
  private void openConsole(NodeHeadend headend) {
    try {
      parts.add(ConsoleServer.open(settings.console(), headend));
    } catch (IllegalArgumentException e) {
      LOG.error("{}; the node goes on without", e.getMessage());
    }
  }

  private static Health health(Foundation foundation) {
    return new Health(foundation.sockets()::areOpen, () -> foundation.store().read(ANY_SESSION));
  }

  private ActorSystem<SpawnProtocol.Command> actorSystem(
      Foundation foundation, NodeAccounting accounting, Health health, HostedShards shards) {
    ActorSystem<SpawnProtocol.Command> system =
        ClusterMembership.open(
            settings,
            SessionStoreSetup.of(foundation.store(), SessionState.class, conflicts),
            clock);
    departure = Optional.of(departure(system, foundation, accounting, health, shards));
    health.started(system);
    ClusterMembership.join(system, settings.cluster(), START_LIMIT);
    SecondCluster.ruleOut(system, foundation.store().members());
    return system;
  }

  private Departure departure(
      ActorSystem<?> system,
      Foundation foundation,
      NodeAccounting accounting,
      Health health,
      HostedShards shards) {
    return new Departure(
        system,
        () ->
            settings.cluster().alone() || !health.isServing()
                ? Duration.ZERO
                : settings.cluster().drainTime(),
        () -> {
          health.leaving();
          foundation.numbers().retire();
          accounting.leaving(system);
        },
        new HandOver(foundation.gauge()::halfOpen, shards::count, settings.cluster().loginTime()));
  }

  /**
   * Traffic that comes to this machine without being known here, and the end of it without the
   * cluster.
   */
  private void serveFaults(
      ActorSystem<SpawnProtocol.Command> system,
      Foundation foundation,
      SessionServices services,
      Nodes nodes,
      SessionRouter sessions) {
    DataPlane dataPlane = foundation.dataPlane();
    NodeAgent.start(
        system,
        foundation.sockets(),
        services.dataPlanes(),
        foundation.events().refusals(nodes.self()));
    foundation
        .events()
        .connect(
            FaultIn.start(
                system,
                new FaultInServices(
                    sessions,
                    StoredSessions.of(foundation.store()),
                    services.dataPlanes(),
                    nodes,
                    services.policy(),
                    foundation.spis(),
                    random,
                    clock)));
    if (!settings.cluster().alone()) {
      DeadMan.start(system, nodes, dataPlane);
    }
  }

  private SessionServices sessionServices(
      ActorSystem<SpawnProtocol.Command> system,
      Foundation foundation,
      Nodes nodes,
      SessionRouter sessions) {
    NodeAgents agents = new NodeAgents(nodes, system);
    ActiveConfiguration active = foundation.configuration();
    Executor cryptography = parts.add(CryptographyThreads.start(settings)).executor();
    return new SessionServices(
        () -> active.configuration().policy(),
        foundation.spis(),
        new RoutingSender(foundation.sockets(), agents),
        new DataPlanes(foundation.dataPlane(), agents, clock),
        system.systemActorOf(
            Aaa.create(() -> active.configuration().aaa(), foundation.radius(), cryptography),
            "aaa",
            Props.empty()),
        system.systemActorOf(
            PolicyPools.of(active.configuration(), settings, foundation.store(), clock),
            "address-pools",
            Props.empty()),
        conflicts,
        SessionRegistry.start(system, sessions, nodes, clock),
        new TakenNumbers(system, nodes),
        foundation.numbers(),
        foundation.gauge(),
        awakening,
        foundation.store(),
        cryptography,
        parts.add(PrecomputedKeys.start(random)),
        random,
        clock);
  }

  /** While it listens already: sessions that wake ask their clients, and hear them. */
  private void resume(
      ActorSystem<SpawnProtocol.Command> system,
      Foundation foundation,
      Nodes nodes,
      HostedShards shards,
      SessionRouter sessions) {
    CompletableFuture<Integer> settled = new CompletableFuture<>();
    system.systemActorOf(
        SessionResumption.create(
                foundation.store().listings(),
                sessions,
                foundation.numbers(),
                nodes,
                shards,
                awakening,
                settled)
            .narrow(),
        "session-resumption",
        Props.empty());
    if (settings.cluster().alone()) {
      var _ = settled.thenRun(foundation.settled());
    }
  }

  private void listen(
      ActorSystem<SpawnProtocol.Command> system,
      Foundation foundation,
      SessionRouter sessions,
      IngressCounters counters) {
    UdpSockets sockets = foundation.sockets();
    IngressServices services =
        new IngressServices(
            foundation.spis(),
            foundation.numbers(),
            foundation.gauge(),
            sessions,
            sockets,
            counters,
            foundation.cookies(),
            clock);
    sockets.start(
        settings.nodeName(),
        Ingress.start(
            system, () -> bounds(foundation.configuration().configuration().limits()), services),
        foundation.esp());
    LOG.info(
        "node {} serves IKE on {} and {}",
        settings.nodeName(),
        sockets.ikeAddresses(),
        sockets.natTraversalAddresses());
  }

  private IngressSettings bounds(IkeLimits limits) {
    return new IngressSettings(
        limits.cookieChallenge().orElse(DEFAULT_COOKIE_THRESHOLD),
        limits.inNegotiation().orElse(DEFAULT_HALF_OPEN_LIMIT),
        limits.ikeSas().orElse(Integer.MAX_VALUE),
        BEGINNING_PER_THREAD * CryptographyThreads.count(settings),
        settings.ingressQueue());
  }

  /** The configuration of the cluster, to look at and to change; the node has started. */
  public ConfigurationArchive archive() {
    return archive.orElseThrow();
  }

  /**
   * Completes when the node has lost its place in the cluster: the others took it out, or it was
   * cut off with the minority. It serves nobody any more, and its process should end.
   */
  public CompletableFuture<Void> lost() {
    return departure.orElseThrow().lost();
  }

  /** Leaves the cluster in good order, which takes a while, and closes everything. */
  @Override
  public void close() {
    departure.ifPresent(Parts::closeOne);
    parts.close();
  }
}
