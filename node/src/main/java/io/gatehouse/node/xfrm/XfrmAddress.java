package io.gatehouse.node.xfrm;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.PayloadReader;
import io.gatehouse.node.netlink.PayloadWriter;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses in the 16 octets of xfrm_address_t, IPv4 in the first four. */
final class XfrmAddress {

  static final int LENGTH = 16;
  static final int AF_UNSPEC = 0;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private static final int IPV4 = 4;

  private XfrmAddress() {}

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? AF_INET : AF_INET6;
  }

  static void write(PayloadWriter to, InetAddress address) {
    to.octets(address.getAddress(), LENGTH);
  }

  static InetAddress of(byte[] octets, int family) {
    try {
      return switch (family) {
        case AF_INET -> InetAddress.getByAddress(Arrays.copyOf(octets, IPV4));
        case AF_INET6 -> ipv6(octets);
        default -> throw new Malformed("address family " + family);
      };
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 octets are an address", e);
    }
  }

  /** An IPv4 address in 16 octets would become an Inet4Address. */
  private static InetAddress ipv6(byte[] octets) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(octets);
    if (address instanceof Inet4Address) {
      throw new Malformed("an IPv4 address as one of IPv6");
    }
    return address;
  }

  static InetAddress read(PayloadReader from, int family) {
    return of(from.octets(LENGTH), family);
  }
}
