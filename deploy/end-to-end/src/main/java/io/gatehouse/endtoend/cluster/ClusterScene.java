package io.gatehouse.endtoend.cluster;

import io.gatehouse.client.initiator.InitiatorSettings;
import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.headend.ClusterNode;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Hosts;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.measure.EspRecording;
import io.gatehouse.endtoend.measure.SimulatedUser;
import io.gatehouse.endtoend.measure.TcpStream;
import io.gatehouse.endtoend.measure.WatchedClient;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.FreeRadius;
import io.gatehouse.endtoend.peer.PostgreSql;
import io.gatehouse.endtoend.peer.RadiusUser;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A laboratory in which a cluster is running behind its balancer. The first client host is for
 * simulated clients, which share it; each further one for one strongSwan.
 */
public final class ClusterScene implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int SHARDS = 256;
  private static final int SIMULATED_USERS = 100;

  // Below those that the kernel gives to others.
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 30_000;

  private final Hosts hosts;
  private final ClusterNetwork network;
  private final Site site = new Site();
  private final PostgreSql database;
  private final FreeRadius radius;
  private final Balancer balancer;
  private final HealthCheck healthCheck;
  private final EspRecording recording;
  private final ServerSocket tcpServer;
  private final List<ClusterNode> nodes;

  private ClusterScene(Hosts hosts, ClusterNetwork network, HealthCheck.Settings asking) {
    this.hosts = hosts;
    this.network = network;
    this.database =
        PostgreSql.start(
            network.services(), ClusterAddresses.SERVICES, ClusterAddresses.CLUSTER_NETWORK);
    this.radius = startRadius();
    int count = network.nodes().size();
    InsideRouter router = InsideRouter.start(network.router(), count);
    this.balancer = Balancer.start(network.balancer(), count);
    this.recording = EspRecording.start(network.balancer(), "bridge", ClusterAddresses.VIRTUAL);
    this.tcpServer = TcpStream.serve(network.inside());
    this.nodes = new NodeStart(network, site, database).all();
    this.healthCheck =
        HealthCheck.start(
            network.balancer(),
            count,
            asking,
            new HttpQuestion(NodeStart.HEALTH_PORT, "/serving"),
            new WayThrough(balancer, router));
    awaitUp(count);
    awaitShared();
  }

  /**
   * Makes the hosts, starts everyone, and returns when all nodes are ready.
   *
   * @param files where every host keeps its files and logs
   * @param strongSwans how many client hosts there are beside that of the simulated clients
   */
  public static ClusterScene open(Path files, int nodes, int strongSwans) {
    return open(files, nodes, strongSwans, HealthCheck.Settings.quick());
  }

  /** Likewise, with a balancer that asks nodes in its own way how they are. */
  public static ClusterScene open(
      Path files, int nodes, int strongSwans, HealthCheck.Settings asking) {
    Hosts hosts = Hosts.open(files);
    try {
      return new ClusterScene(hosts, ClusterNetwork.build(hosts, nodes, 1 + strongSwans), asking);
    } catch (RuntimeException e) {
      System.err.println(hosts.logTails());
      hosts.close();
      throw e;
    }
  }

  private FreeRadius startRadius() {
    List<RadiusUser> users =
        Stream.concat(
                Site.USERS.stream(),
                IntStream.rangeClosed(1, SIMULATED_USERS).mapToObj(ClusterScene::user))
            .toList();
    return FreeRadius.start(
        network.services(),
        ClusterAddresses.SERVICES,
        ClusterAddresses.CLUSTER_NETWORK,
        site.authority(),
        users);
  }

  /** One of those that RADIUS knows; the first is number 1. */
  public static RadiusUser user(int number) {
    return RadiusUser.of("user" + number, "secret-of-user" + number, "MSCHAPv2");
  }

  /**
   * Waits until the balancer uses so many nodes, and starts those again meanwhile that have ended,
   * as a service manager does.
   */
  public void awaitUp(int count) {
    Instant deadline = Instant.now().plus(READY_LIMIT);
    while (balancer.nodesUp().size() < count) {
      nodes.stream().filter(node -> !node.isRunning()).forEach(ClusterNode::startAgain);
      if (Instant.now().isAfter(deadline)) {
        throw new LabException("of %d nodes ready: %s".formatted(nodes.size(), balancer.nodesUp()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /**
   * Waits until each node has its part of the shards: a login in the middle of which its shard goes
   * to another node does not come about, and has to be begun again.
   */
  private void awaitShared() {
    int share = SHARDS / nodes.size();
    Instant deadline = Instant.now().plus(READY_LIMIT);
    while (nodes.stream().anyMatch(node -> counter(node, "shards_hosted") < share)) {
      if (Instant.now().isAfter(deadline)) {
        throw new LabException("the nodes have not come to share the sessions' shards");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** One of a node's counters, as {@code gatehouse show status} has them. */
  public static long counter(ClusterNode node, String name) {
    String status = "http://127.0.0.1:%d/status".formatted(NodeStart.ADMINISTRATION_PORT);
    return node.host()
        .command("curl", "-sf", status)
        .run()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> Long.valueOf(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** Connects a simulated AnyConnect client of this user; the first is number 1. */
  public WatchedClient connect(int number) {
    RadiusUser user = user(number);
    return WatchedClient.connect(
        network.client(1),
        new InetSocketAddress(Addresses.client(1), 0),
        ClusterAddresses.VIRTUAL,
        user.name(),
        SimulatedUser.settings(site, user));
  }

  /**
   * Tries to connect this user with both flows through one node, and gives up after a few seconds.
   *
   * @throws LabException when it does not succeed
   */
  public WatchedClient connectThrough(int number, ClusterNode node) {
    RadiusUser user = user(number);
    return connectThrough(node, user, SimulatedUser.impatient(site, user));
  }

  /** Likewise, with what a client of a user is told. */
  public WatchedClient connectThrough(
      ClusterNode node, RadiusUser user, InitiatorSettings settings) {
    InetSocketAddress local =
        IntStream.range(FIRST_PORT, LAST_PORT)
            .mapToObj(port -> new InetSocketAddress(Addresses.client(1), port))
            .filter(
                socket -> goesTo(node, Flow.first(socket)) && goesTo(node, Flow.lasting(socket)))
            .findFirst()
            .orElseThrow();
    return WatchedClient.connect(
        network.client(1), local, ClusterAddresses.VIRTUAL, user.name(), settings);
  }

  private boolean goesTo(ClusterNode node, Flow flow) {
    return balancer.nodeOf(flow).filter(number -> number == node.number()).isPresent();
  }

  /** Starts a strongSwan on the client host of this number, the first being 1. */
  public StrongSwanClient strongSwan(int number, Connection connection) {
    return StrongSwanClient.start(
        network.client(1 + number),
        "strongswan",
        connection.withServerAddress(ClusterAddresses.VIRTUAL),
        site.authority());
  }

  /** One that the balancer uses. */
  public ClusterNode anyNode() {
    return node(balancer.nodesUp().getFirst());
  }

  /** What the database has. */
  public StoredSessions sessions() {
    return StoredSessions.in(database);
  }

  /** The node on which a client's session lives. */
  public ClusterNode owner(WatchedClient client) {
    String owner =
        Optional.ofNullable(sessions().byAddress().get(client.insideAddress()))
            .orElseThrow()
            .owner();
    return nodes.stream().filter(node -> node.name().equals(owner)).findFirst().orElseThrow();
  }

  /** The node that a client's packets go to. */
  public ClusterNode carrier(WatchedClient client) {
    return node(balancer.nodeOf(Flow.lasting(client.local())).orElseThrow());
  }

  /** Drops what a node and the other nodes, the database and RADIUS say to each other. */
  public void isolate(int node) {
    node(node).cutOff(List.of(ClusterNetwork.INTERNAL));
  }

  /** Drops every packet to and from a node. */
  public void cutOff(int node) {
    node(node).cutOff(List.of(ClusterNetwork.INTERNAL, ClusterNetwork.BACK, ClusterNetwork.FRONT));
  }

  public ClusterNode node(int number) {
    return nodes.get(number - 1);
  }

  public List<ClusterNode> nodes() {
    return nodes;
  }

  public Site site() {
    return site;
  }

  public Balancer balancer() {
    return balancer;
  }

  public PostgreSql database() {
    return database;
  }

  public FreeRadius radius() {
    return radius;
  }

  public EspRecording recording() {
    return recording;
  }

  /** The ends of the logs of all processes, for the report of a failure. */
  public String logTails() {
    return hosts.logTails();
  }

  @Override
  public void close() {
    healthCheck.close();
    nodes.forEach(ClusterNode::kill9);
    close(tcpServer);
    database.close();
    hosts.close();
  }

  private static void close(ServerSocket server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
