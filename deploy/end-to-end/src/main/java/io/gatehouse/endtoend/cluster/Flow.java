package io.gatehouse.endtoend.cluster;

import java.net.InetSocketAddress;

/**
 * What a balancer keeps together: the datagrams of a client's socket to one of the headend's ports.
 *
 * @param port 500 or 4500
 */
public record Flow(String client, int clientPort, int port) {
  public static final int IKE_PORT = 500;
  public static final int NAT_PORT = 4500;

  /** That in which IKE_SA_INIT goes. */
  public static Flow first(InetSocketAddress client) {
    return new Flow(client.getAddress().getHostAddress(), client.getPort(), IKE_PORT);
  }

  /** That in which everything else goes. */
  public static Flow lasting(InetSocketAddress client) {
    return new Flow(client.getAddress().getHostAddress(), client.getPort(), NAT_PORT);
  }
}
