package io.gatehouse.cluster.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sixteen addresses that only one node leases at a time: those that differ in the last four bits.
 * Which block an address is of does not depend on the pools that are configured.
 *
 * @param first its last four bits are 0
 */
public record AddressBlock(InetAddress first) {

  public static final int SIZE = 16;

  private static final int OFFSET = SIZE - 1;

  /**
   * @throws IllegalArgumentException when {@code first} is not the first of a block
   */
  public AddressBlock {
    if ((last(first.getAddress()) & OFFSET) != 0) {
      throw new IllegalArgumentException(first.getHostAddress() + " is not the first of a block");
    }
  }

  public static AddressBlock of(InetAddress address) {
    return new AddressBlock(with(address, last(address.getAddress()) & ~OFFSET));
  }

  public List<InetAddress> addresses() {
    List<InetAddress> addresses = new ArrayList<>(SIZE);
    int last = last(first.getAddress());
    for (int offset = 0; offset < SIZE; offset++) {
      addresses.add(with(first, last | offset));
    }
    return addresses;
  }

  private static int last(byte[] octets) {
    return octets[octets.length - 1];
  }

  private static InetAddress with(InetAddress address, int last) {
    byte[] octets = address.getAddress();
    octets[octets.length - 1] = (byte) last;
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address is as long as an address", impossible);
    }
  }

  @Override
  public String toString() {
    return first.getHostAddress() + " and the 15 after it";
  }
}
