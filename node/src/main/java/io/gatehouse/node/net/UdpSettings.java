package io.gatehouse.node.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Where the node listens.
 *
 * @param addresses of this machine, at least one; none is the wildcard, since a reply must come
 *     from the address that was asked
 * @param ikePort 500
 * @param natTraversalPort 4500
 */
public record UdpSettings(List<InetAddress> addresses, int ikePort, int natTraversalPort) {

  public static final int IKE_PORT = 500;
  public static final int NAT_TRAVERSAL_PORT = 4500;

  private static final int HIGHEST_PORT = 65_535;

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  public UdpSettings {
    addresses = List.copyOf(new LinkedHashSet<>(addresses));
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address to listen on");
    }
    addresses.forEach(UdpSettings::requireUnicast);
    requirePort(ikePort);
    requirePort(natTraversalPort);
    if (ikePort == natTraversalPort && ikePort != 0) {
      throw new IllegalArgumentException("port " + ikePort + " for both IKE and NAT traversal");
    }
  }

  public static UdpSettings of(List<InetAddress> addresses) {
    return new UdpSettings(addresses, IKE_PORT, NAT_TRAVERSAL_PORT);
  }

  /** Where IKE is expected. */
  List<InetSocketAddress> ikeAddresses() {
    return withPort(ikePort);
  }

  /** Where IKE and ESP are expected in one flow (RFC 3947). */
  List<InetSocketAddress> natTraversalAddresses() {
    return withPort(natTraversalPort);
  }

  private List<InetSocketAddress> withPort(int port) {
    return addresses.stream().map(address -> new InetSocketAddress(address, port)).toList();
  }

  private static void requireUnicast(InetAddress address) {
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      throw new IllegalArgumentException(
          "cannot listen on "
              + address.getHostAddress()
              + ": name this machine's addresses one by one, so that replies come from the one"
              + " that was asked");
    }
  }

  private static void requirePort(int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("port " + port);
    }
  }
}
