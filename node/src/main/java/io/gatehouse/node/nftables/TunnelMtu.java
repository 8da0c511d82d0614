package io.gatehouse.node.nftables;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * The longest IP packet inside the tunnel that needs no fragments outside, whatever the cipher:
 * UDP-encapsulated ESP in tunnel mode (RFC 4303 section 2, RFC 3948 section 2.1).
 *
 * @param octets of it
 */
public record TunnelMtu(int octets) {

  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  /** SPI and sequence number. */
  private static final int ESP_HEADER = 8;

  /** Pad length and next header, which are encrypted too. */
  private static final int ESP_TRAILER = 2;

  /** AES-CBC, whose IV is a block (RFC 3602): the most that a cipher of ours takes. */
  private static final int BLOCK = 16;

  /** HMAC-SHA2-512-256 (RFC 4868): the longest of ours. */
  private static final int INTEGRITY_CHECK_VALUE = 32;

  /**
   * @param mtu octets of the longest IP packet outside
   * @param addresses of ours that clients send to: IPv6 has the longer header
   */
  public static TunnelMtu within(int mtu, List<InetAddress> addresses) {
    boolean overIpv6 = addresses.stream().anyMatch(Inet6Address.class::isInstance);
    int header = overIpv6 ? IPV6_HEADER : IPV4_HEADER;
    int encrypted = mtu - header - UDP_HEADER - ESP_HEADER - BLOCK - INTEGRITY_CHECK_VALUE;
    return new TunnelMtu(encrypted / BLOCK * BLOCK - ESP_TRAILER);
  }

  /** Octets of data in a TCP segment over IPv4 (RFC 9293 section 3.7.1). */
  int segmentOverIpv4() {
    return octets - IPV4_HEADER - TCP_HEADER;
  }

  int segmentOverIpv6() {
    return octets - IPV6_HEADER - TCP_HEADER;
  }
}
