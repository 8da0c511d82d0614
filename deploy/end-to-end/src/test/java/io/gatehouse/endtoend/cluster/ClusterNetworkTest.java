package io.gatehouse.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.LaboratoryMachine;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Hosts;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The laboratory of a cluster does to packets what a balancer and routers do. */
class ClusterNetworkTest {
  private static final int NODES = 3;
  private static final int FLOWS = 40;
  private static final int FIRST_PORT = 20_000;
  private static final int PATIENCE_MILLIS = 2000;
  private static final String CLIENT = "10.99.0.77";

  private static Hosts hosts;
  private static ClusterNetwork network;
  private static Balancer balancer;
  private static InsideRouter router;

  @BeforeAll
  static void build() {
    LaboratoryMachine.require();
    hosts = Hosts.open(Path.of("target/lab/ClusterNetworkTest"));
    network = ClusterNetwork.build(hosts, NODES, 1);
    balancer = Balancer.start(network.balancer(), NODES);
    router = InsideRouter.start(network.router(), NODES);
    for (int node = 1; node <= NODES; node++) {
      answerAs(node);
      RouteDaemon _ = InsideRouter.startOnNode(network.node(node), node);
    }
  }

  @AfterAll
  static void remove() {
    if (hosts != null) {
      hosts.close();
    }
  }

  @Test
  void flowsGoWhereTheirHashSays() {
    allUp();
    Map<Flow, Integer> seen = nodesOfFlows();
    seen.forEach((flow, node) -> assertThat(balancer.nodeOf(flow)).contains(node));
    assertThat(seen.values()).containsOnly(1, 2, 3);
  }

  @Test
  void onlyTheFlowsOfADeadNodeMoveAndTheyComeBack() {
    allUp();
    Map<Flow, Integer> before = nodesOfFlows();
    balancer.nodeIsDown(2);
    Map<Flow, Integer> during = nodesOfFlows();
    assertThat(during).doesNotContainValue(2);
    before.forEach(
        (flow, node) -> {
          if (node != 2) {
            assertThat(during).containsEntry(flow, node);
          }
        });
    balancer.nodeIsUp(2);
    assertThat(nodesOfFlows()).isEqualTo(before);
  }

  @Test
  void aFlowIsMovedByHandUntilThatNodeIsDown() {
    allUp();
    Flow flow = flow(FIRST_PORT + FLOWS, Flow.NAT_PORT);
    int other = balancer.nodeOf(flow).orElseThrow() % NODES + 1;
    balancer.move(flow, other);
    assertThat(nodeOf(flow)).isEqualTo(other);
    balancer.nodeIsDown(other);
    assertThat(nodeOf(flow)).isNotEqualTo(other);
    balancer.nodeIsUp(other);
    assertThat(nodeOf(flow)).isEqualTo(other);
  }

  @Test
  void theInsideRouterFollowsAClientsRoute() {
    allUp();
    route("add", network.node(1));
    awaitRoute(ClusterAddresses.back(1));
    route("add", network.node(2));
    router.refuse(1);
    awaitRoute(ClusterAddresses.back(2));
    router.accept(1);
    network.node(2).ip("link", "delete", "clients");
    awaitRoute(ClusterAddresses.back(1));
    network.node(1).ip("link", "delete", "clients");
    awaitRoute("unreachable");
  }

  /** As a node does: into a device of its own, which ends with the process. */
  private static void route(String action, Namespace node) {
    node.ip("tuntap", "add", "clients", "mode", "tun");
    node.ip("link", "set", "clients", "up");
    node.ip("route", action, CLIENT + "/32", "dev", "clients", "proto", "static");
  }

  private static void awaitRoute(String words) {
    await().until(() -> router.routeTo(CLIENT).contains(words));
  }

  private static void allUp() {
    for (int node = 1; node <= NODES; node++) {
      balancer.nodeIsUp(node);
      router.accept(node);
    }
  }

  private static Map<Flow, Integer> nodesOfFlows() {
    Map<Flow, Integer> nodes = new HashMap<>();
    IntStream.range(FIRST_PORT, FIRST_PORT + FLOWS)
        .mapToObj(port -> flow(port, port % 2 == 0 ? Flow.IKE_PORT : Flow.NAT_PORT))
        .forEach(flow -> nodes.put(flow, nodeOf(flow)));
    return nodes;
  }

  private static Flow flow(int clientPort, int port) {
    return new Flow(Addresses.client(1), clientPort, port);
  }

  /** Asks whoever gets the flow. */
  private static int nodeOf(Flow flow) {
    return network
        .client(1)
        .call(
            () -> {
              InetSocketAddress local = new InetSocketAddress(flow.client(), flow.clientPort());
              try (DatagramSocket socket = new DatagramSocket(local)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                InetAddress headend = InetAddress.getByName(ClusterAddresses.VIRTUAL);
                socket.send(new DatagramPacket(new byte[1], 1, headend, flow.port()));
                DatagramPacket answer = new DatagramPacket(new byte[1], 1);
                socket.receive(answer);
                return (int) answer.getData()[0];
              }
            });
  }

  private static void answerAs(int node) {
    for (int port : new int[] {Flow.IKE_PORT, Flow.NAT_PORT}) {
      DatagramSocket socket =
          network
              .node(node)
              .call(
                  () -> new DatagramSocket(new InetSocketAddress(ClusterAddresses.VIRTUAL, port)));
      Thread _ = Thread.ofVirtual().start(() -> answer(socket, (byte) node));
    }
  }

  private static void answer(DatagramSocket socket, byte node) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1], 1);
        socket.receive(packet);
        packet.getData()[0] = node;
        socket.send(packet);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
