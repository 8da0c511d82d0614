package io.gatehouse.cluster.pool;

import io.gatehouse.protocol.ike.policy.Network;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses from one to another, both included, all IPv4 or all IPv6. */
public record AddressRange(InetAddress first, InetAddress last) {

  /** More than a cluster has sessions. */
  public static final int MAX_SIZE = 1 << 20;

  /**
   * @throws IllegalArgumentException when the two are of different families or in the wrong order,
   *     or when there are more than {@link #MAX_SIZE} addresses
   */
  public AddressRange {
    if (first.getAddress().length != last.getAddress().length) {
      throw new IllegalArgumentException(
          "%s and %s are not of one address family"
              .formatted(first.getHostAddress(), last.getHostAddress()));
    }
    BigInteger distance = number(last).subtract(number(first));
    if (distance.signum() < 0) {
      throw new IllegalArgumentException(
          "%s comes after %s".formatted(first.getHostAddress(), last.getHostAddress()));
    }
    if (distance.compareTo(BigInteger.valueOf(MAX_SIZE)) >= 0) {
      throw new IllegalArgumentException(
          "%s to %s are more than %d addresses"
              .formatted(first.getHostAddress(), last.getHostAddress(), MAX_SIZE));
    }
  }

  /**
   * The addresses of a prefix that can be given to hosts, or as many as a range may have. The first
   * one of an IPv6 prefix is every router's (RFC 4291 section 2.6.1), but not where there are two
   * addresses or one (RFC 6164).
   */
  public static AddressRange hosts(Network prefix) {
    int bits = prefix.address().getAddress().length * Byte.SIZE - prefix.prefixLength();
    BigInteger start = number(prefix.address());
    BigInteger first = bits > 1 ? start.add(BigInteger.ONE) : start;
    BigInteger end = start.add(BigInteger.ONE.shiftLeft(bits)).subtract(BigInteger.ONE);
    BigInteger last = first.add(BigInteger.valueOf(MAX_SIZE - 1L)).min(end);
    int length = prefix.address().getAddress().length;
    return new AddressRange(address(first, length), address(last, length));
  }

  public int size() {
    return number(last).subtract(number(first)).intValueExact() + 1;
  }

  public boolean contains(InetAddress address) {
    return address.getAddress().length == first.getAddress().length
        && number(address).compareTo(number(first)) >= 0
        && number(address).compareTo(number(last)) <= 0;
  }

  public boolean overlaps(AddressRange other) {
    return contains(other.first) || other.contains(first);
  }

  /** How far {@code address}, which the range contains, is from the first. */
  int indexOf(InetAddress address) {
    return number(address).subtract(number(first)).intValueExact();
  }

  /**
   * @param index 0 to {@link #size} - 1
   */
  InetAddress at(int index) {
    return address(number(first).add(BigInteger.valueOf(index)), first.getAddress().length);
  }

  private static InetAddress address(BigInteger value, int addressLength) {
    byte[] number = value.toByteArray();
    byte[] octets = new byte[addressLength];
    int length = Math.min(number.length, octets.length);
    System.arraycopy(number, number.length - length, octets, octets.length - length, length);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address is as long as an address", impossible);
    }
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  @Override
  public String toString() {
    return first.getHostAddress() + " to " + last.getHostAddress();
  }
}
