package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.TrafficSelector;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Addresses from {@code start} to {@code end}, both included, of one family. */
record AddressRange(InetAddress start, InetAddress end) {

  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  static final AddressRange ANY_IPV4 = any(IPV4_LENGTH);
  static final AddressRange ANY_IPV6 = any(IPV6_LENGTH);

  static AddressRange of(TrafficSelector selector) {
    return new AddressRange(selector.startAddress(), selector.endAddress());
  }

  static AddressRange of(Network network) {
    byte[] start = network.address().getAddress();
    byte[] end = start.clone();
    for (int i = 0; i < start.length; i++) {
      int hostBits = 0xff >>> Math.clamp(network.prefixLength() - 8L * i, 0, 8);
      start[i] &= (byte) ~hostBits;
      end[i] |= (byte) hostBits;
    }
    return new AddressRange(address(start), address(end));
  }

  Optional<AddressRange> intersection(AddressRange other) {
    if (start.getClass() != other.start.getClass()) {
      return Optional.empty();
    }
    InetAddress from = compare(start, other.start) >= 0 ? start : other.start;
    InetAddress to = compare(end, other.end) <= 0 ? end : other.end;
    return compare(from, to) <= 0 ? Optional.of(new AddressRange(from, to)) : Optional.empty();
  }

  private static int compare(InetAddress one, InetAddress other) {
    return Arrays.compareUnsigned(one.getAddress(), other.getAddress());
  }

  private static AddressRange any(int length) {
    byte[] highest = new byte[length];
    Arrays.fill(highest, (byte) 0xff);
    return new AddressRange(address(new byte[length]), address(highest));
  }

  private static InetAddress address(byte[] octets) {
    try {
      // InetAddress would turn an IPv4-mapped IPv6 address into an IPv4 address.
      return octets.length == IPV6_LENGTH
          ? Inet6Address.getByAddress(null, octets, -1)
          : InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
