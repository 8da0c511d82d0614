package io.gatehouse.protocol.ike.policy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** An address prefix. */
public record Network(InetAddress address, int prefixLength) {

  private static final int IPV6_LENGTH = 16;

  /** The network that an address is of: the bits behind the prefix are cleared. */
  public static Network of(InetAddress address, int prefixLength) {
    byte[] octets = address.getAddress();
    for (int at = 0; at < octets.length; at++) {
      int kept = Math.clamp(prefixLength - at * (long) Byte.SIZE, 0, Byte.SIZE);
      octets[at] &= (byte) (0xff00 >> kept);
    }
    return new Network(address(octets), prefixLength);
  }

  public boolean contains(InetAddress other) {
    return AddressFamily.of(other) == AddressFamily.of(address)
        && of(other, prefixLength).equals(of(address, prefixLength));
  }

  public boolean overlaps(Network other) {
    return contains(other.address) || other.contains(address);
  }

  private static InetAddress address(byte[] octets) {
    try {
      // InetAddress would turn an IPv4-mapped IPv6 address into an IPv4 address.
      return octets.length == IPV6_LENGTH
          ? Inet6Address.getByAddress(null, octets, -1)
          : InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address is as long as an address", impossible);
    }
  }
}
