package io.gatehouse.endtoend.cluster;

/** Who has which address. Nodes have numbers from 1 on. */
public final class ClusterAddresses {
  /** What clients connect to, an address of every node. */
  public static final String VIRTUAL = "203.0.113.1";

  /** The clients' way to it. */
  static final String BALANCER_OUTSIDE = "192.0.2.1";

  static final String CLIENT_NETWORK = "192.0.2.0/24";

  /** On the network between the nodes and the inside router. */
  static final String INSIDE_ROUTER = "172.21.0.1";

  /** PostgreSQL and RADIUS, on the network that nodes have among themselves. */
  static final String SERVICES = "172.22.0.1";

  static final String CLUSTER_NETWORK = "172.22.0.0/24";

  private static final int FIRST_NODE = 10;

  private ClusterAddresses() {}

  /** Where the balancer's health check asks. */
  static String front(int node) {
    return "172.20.%d.2".formatted(node);
  }

  static String balancer(int node) {
    return "172.20.%d.1".formatted(node);
  }

  static String back(int node) {
    return "172.21.0." + (FIRST_NODE + node);
  }

  /** On the network that nodes have among themselves. */
  public static String internal(int node) {
    return "172.22.0." + (FIRST_NODE + node);
  }
}
