package io.gatehouse.client.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where the headend is. */
public record Headend(InetAddress address, int ikePort, int natTraversalPort) {

  InetSocketAddress at(boolean natTraversal) {
    return new InetSocketAddress(address, natTraversal ? natTraversalPort : ikePort);
  }
}
