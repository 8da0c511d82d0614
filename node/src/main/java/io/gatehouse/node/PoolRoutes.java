package io.gatehouse.node;

import io.gatehouse.cluster.config.AddressPool;
import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The prefixes that together are just the addresses of the pools. */
final class PoolRoutes {

  private static final int BITS = 32;

  private PoolRoutes() {}

  static List<Network> of(Configuration policy) {
    List<Network> networks = new ArrayList<>(of(policy.pools().values()));
    policy.ipv6Pools().values().forEach(pool -> networks.add(pool.prefix()));
    return networks;
  }

  static List<Network> of(Collection<AddressPool> pools) {
    List<Network> networks = new ArrayList<>();
    for (AddressPool pool : pools) {
      pool.ranges().forEach(range -> cover(bits(range.first()), bits(range.last()), networks));
    }
    return networks;
  }

  /** The largest aligned block that fits, then the next. */
  private static void cover(long first, long last, List<Network> networks) {
    long next = first;
    while (next <= last) {
      int length = BITS;
      while (length > 0 && fits(next, 1L << (BITS - length + 1), last)) {
        length--;
      }
      networks.add(new Network(address(next), length));
      next += 1L << (BITS - length);
    }
  }

  private static boolean fits(long start, long size, long last) {
    return start % size == 0 && start + size - 1 <= last;
  }

  private static long bits(Inet4Address address) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
  }

  private static InetAddress address(long bits) {
    try {
      return InetAddress.getByAddress(
          ByteBuffer.allocate(Integer.BYTES).putInt((int) bits).array());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 octets are an address", e);
    }
  }
}
