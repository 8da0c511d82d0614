package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Hosts;
import io.gatehouse.endtoend.lab.Namespace;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The hosts of a cluster's laboratory and the links between them.
 *
 * <pre>
 *   client1 ─┐              ┌─ node1 ─┐
 *   client2 ─┤── balancer ──┼─ node2 ─┼── router ── inside
 *     …     ─┘              └─   …   ─┘
 *                                │
 *                             services
 * </pre>
 *
 * Every node has the address that clients connect to. The router has no route to clients' inside
 * addresses but those that nodes tell it.
 */
final class ClusterNetwork {
  static final String FRONT = "outside";
  static final String BACK = "back";
  static final String INTERNAL = "internal";

  private final Namespace balancer;
  private final Namespace router;
  private final Namespace inside;
  private final Namespace services;
  private final List<Namespace> nodes;
  private final List<Namespace> clients;

  private ClusterNetwork(Hosts hosts, int nodeCount, int clientCount) {
    this.balancer = hosts.add("balancer");
    this.router = hosts.add("router");
    this.inside = hosts.add("inside");
    this.services = hosts.add("services");
    this.nodes = numbered(nodeCount, number -> hosts.add("node" + number));
    this.clients = numbered(clientCount, number -> hosts.add("client" + number));
  }

  private static List<Namespace> numbered(int count, IntFunction<Namespace> host) {
    return IntStream.rangeClosed(1, count).mapToObj(host).toList();
  }

  static ClusterNetwork build(Hosts hosts, int nodes, int clients) {
    ClusterNetwork network = new ClusterNetwork(hosts, nodes, clients);
    network.connectClients();
    network.connectInside();
    makeSwitch(network.services, ClusterAddresses.SERVICES + "/24");
    for (int node = 1; node <= nodes; node++) {
      network.connectNode(node);
    }
    return network;
  }

  private void connectClients() {
    makeSwitch(balancer, ClusterAddresses.BALANCER_OUTSIDE + "/24");
    balancer.forward();
    for (int number = 1; number <= clients.size(); number++) {
      Namespace client = client(number);
      plug(client, "outside", balancer, client.host(), Addresses.client(number));
      client.ip("route", "add", ClusterAddresses.VIRTUAL, "via", ClusterAddresses.BALANCER_OUTSIDE);
    }
  }

  private void connectInside() {
    makeSwitch(router, ClusterAddresses.INSIDE_ROUTER + "/24");
    router.forward();
    router.link("inside", inside, "inside");
    router.use("inside", Addresses.HEADEND_INSIDE + "/24");
    inside.use("inside", Addresses.INSIDE_HOST + "/24");
    inside.ip("route", "add", "default", "via", Addresses.HEADEND_INSIDE);
  }

  private void connectNode(int number) {
    Namespace node = node(number);
    node.ip("address", "add", ClusterAddresses.VIRTUAL + "/32", "dev", "lo");
    node.link(FRONT, balancer, node.host());
    balancer.use(node.host(), ClusterAddresses.balancer(number) + "/24");
    node.use(FRONT, ClusterAddresses.front(number) + "/24");
    node.ip(
        "route", "add", ClusterAddresses.CLIENT_NETWORK, "via", ClusterAddresses.balancer(number));
    plug(node, BACK, router, node.host(), ClusterAddresses.back(number));
    node.ip("route", "add", Addresses.INSIDE_NETWORK, "via", ClusterAddresses.INSIDE_ROUTER);
    plug(node, INTERNAL, services, node.host(), ClusterAddresses.internal(number));
    node.forward();
  }

  private static void makeSwitch(Namespace host, String address) {
    host.ip("link", "add", "bridge", "type", "bridge");
    host.use("bridge", address);
  }

  private static void plug(
      Namespace host, String device, Namespace hub, String port, String address) {
    host.link(device, hub, port);
    hub.ip("link", "set", port, "master", "bridge", "up");
    host.use(device, address + "/24");
  }

  Namespace balancer() {
    return balancer;
  }

  Namespace router() {
    return router;
  }

  Namespace inside() {
    return inside;
  }

  Namespace services() {
    return services;
  }

  List<Namespace> nodes() {
    return nodes;
  }

  Namespace node(int number) {
    return nodes.get(number - 1);
  }

  /** A client host; the first is number 1. */
  Namespace client(int number) {
    return clients.get(number - 1);
  }
}
