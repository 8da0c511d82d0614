package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttribute;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;

/** NAS-IP-Address or NAS-IPv6-Address (RFC 2865 section 5.4, RFC 3162 section 2.1). */
final class NasAddress {

  private NasAddress() {}

  static RadiusAttribute attribute(InetAddress address) {
    return RadiusAttribute.address(
        address instanceof Inet4Address
            ? AttributeType.NAS_IP_ADDRESS
            : AttributeType.NAS_IPV6_ADDRESS,
        address);
  }

  /** The configured one, or that from which packets to {@code server} leave. */
  static Optional<InetAddress> of(RadiusSettings settings, InetSocketAddress server) {
    return settings.nasAddress().or(() -> towards(server));
  }

  /** The address that the kernel takes towards {@code server}; empty without a route. */
  static Optional<InetAddress> towards(InetSocketAddress server) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      return Optional.of(socket.getLocalAddress()).filter(address -> !address.isAnyLocalAddress());
    } catch (SocketException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
