package io.gatehouse.node.tun;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** An address inside the tunnel, as numbers: cheap to compare and to look up by. */
record InnerAddress(boolean version6, long high, long low) implements Comparable<InnerAddress> {

  static final int IPV4_LENGTH = 4;
  static final int IPV6_LENGTH = 16;

  static InnerAddress of(InetAddress address) {
    byte[] octets = address.getAddress();
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    return octets.length == IPV6_LENGTH ? ipv6(buffer, 0) : ipv4(buffer, 0);
  }

  static InnerAddress ipv4(ByteBuffer buffer, int at) {
    return new InnerAddress(false, 0, Integer.toUnsignedLong(buffer.getInt(at)));
  }

  static InnerAddress ipv6(ByteBuffer buffer, int at) {
    return new InnerAddress(true, buffer.getLong(at), buffer.getLong(at + Long.BYTES));
  }

  InetAddress inetAddress() {
    byte[] octets =
        version6
            ? ByteBuffer.allocate(IPV6_LENGTH).putLong(high).putLong(low).array()
            : ByteBuffer.allocate(IPV4_LENGTH).putInt((int) low).array();
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 octets are an address", e);
    }
  }

  /** All of IPv4 comes before all of IPv6. */
  @Override
  public int compareTo(InnerAddress other) {
    if (version6 != other.version6) {
      return version6 ? 1 : -1;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
