package io.gatehouse.protocol.ike.message;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * RFC 7296 section 3.13.1: a range of addresses of one family and a range of ports, all inclusive.
 *
 * @param protocol IP protocol number, 0 for any
 * @param startPort 0 to 65535
 * @param endPort 0 to 65535; start 65535 with end 0 is OPAQUE
 */
public record TrafficSelector(
    int protocol, int startPort, int endPort, InetAddress startAddress, InetAddress endAddress) {

  public static final int TS_IPV4_ADDR_RANGE = 7;
  public static final int TS_IPV6_ADDR_RANGE = 8;

  /**
   * @throws IllegalArgumentException when the addresses are of different families
   */
  public TrafficSelector {
    if (startAddress.getClass() != endAddress.getClass()) {
      throw new IllegalArgumentException("a range of two address families");
    }
  }

  /** The TS Type of the address family. */
  public int type() {
    return startAddress instanceof Inet4Address ? TS_IPV4_ADDR_RANGE : TS_IPV6_ADDR_RANGE;
  }
}
