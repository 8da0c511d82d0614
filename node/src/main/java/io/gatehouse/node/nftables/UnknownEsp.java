package io.gatehouse.node.nftables;

import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An ESP packet in UDP (RFC 3948 section 2.1), taken from an IP packet that came to this machine.
 *
 * @param packet from the SPI on
 */
record UnknownEsp(InetSocketAddress local, InetSocketAddress remote, Octets packet) {

  private static final int IPV4_HEADER = 20;
  private static final int IPV4_FRAGMENT_AT = 6;
  private static final int IPV4_FRAGMENT = 0x3FFF;
  private static final int IPV4_PROTOCOL_AT = 9;
  private static final int IPV4_ADDRESSES_AT = 12;
  private static final int IPV6_HEADER = 40;
  private static final int IPV6_NEXT_HEADER_AT = 6;
  private static final int IPV6_ADDRESSES_AT = 8;

  private static final int HOP_BY_HOP_OPTIONS = 0;
  private static final int UDP = 17;
  private static final int ROUTING = 43;
  private static final int DESTINATION_OPTIONS = 60;

  private static final int MOST_EXTENSION_HEADERS = 8;
  private static final int EXTENSION_UNIT = 8;
  private static final int UDP_HEADER = 8;
  private static final int UDP_LENGTH_AT = 4;
  private static final int ESP_HEADER = 8;

  /** SPI of it. */
  int spi() {
    return packet.buffer().getInt(0);
  }

  /** Empty when it is anything else, or a fragment. */
  static Optional<UnknownEsp> in(byte[] ip) {
    ByteBuffer packet = ByteBuffer.wrap(ip);
    int version = ip.length == 0 ? 0 : ip[0] >>> 4;
    return switch (version) {
      case 4 -> inIpv4(packet);
      case 6 -> inIpv6(packet);
      default -> Optional.empty();
    };
  }

  private static Optional<UnknownEsp> inIpv4(ByteBuffer packet) {
    if (packet.limit() < IPV4_HEADER
        || packet.get(IPV4_PROTOCOL_AT) != UDP
        || (packet.getShort(IPV4_FRAGMENT_AT) & IPV4_FRAGMENT) != 0) {
      return Optional.empty();
    }
    int header = (packet.get(0) & 0xF) * Integer.BYTES;
    return header < IPV4_HEADER
        ? Optional.empty()
        : inUdp(packet, header, IPV4_ADDRESSES_AT, Integer.BYTES);
  }

  private static Optional<UnknownEsp> inIpv6(ByteBuffer packet) {
    if (packet.limit() < IPV6_HEADER) {
      return Optional.empty();
    }
    int next = Byte.toUnsignedInt(packet.get(IPV6_NEXT_HEADER_AT));
    int at = IPV6_HEADER;
    for (int i = 0; i < MOST_EXTENSION_HEADERS && isExtension(next); i++) {
      if (packet.limit() < at + EXTENSION_UNIT) {
        return Optional.empty();
      }
      next = Byte.toUnsignedInt(packet.get(at));
      at += EXTENSION_UNIT * (1 + Byte.toUnsignedInt(packet.get(at + 1)));
    }
    return next == UDP ? inUdp(packet, at, IPV6_ADDRESSES_AT, 4 * Integer.BYTES) : Optional.empty();
  }

  private static boolean isExtension(int nextHeader) {
    return nextHeader == HOP_BY_HOP_OPTIONS
        || nextHeader == ROUTING
        || nextHeader == DESTINATION_OPTIONS;
  }

  private static Optional<UnknownEsp> inUdp(
      ByteBuffer packet, int at, int addressesAt, int addressLength) {
    if (packet.limit() < at + UDP_HEADER + ESP_HEADER) {
      return Optional.empty();
    }
    int length = Short.toUnsignedInt(packet.getShort(at + UDP_LENGTH_AT));
    if (length < UDP_HEADER + ESP_HEADER || length > packet.limit() - at) {
      return Optional.empty();
    }
    byte[] esp = new byte[length - UDP_HEADER];
    packet.get(at + UDP_HEADER, esp);
    int sourcePort = Short.toUnsignedInt(packet.getShort(at));
    int destinationPort = Short.toUnsignedInt(packet.getShort(at + Short.BYTES));
    return Optional.of(
        new UnknownEsp(
            new InetSocketAddress(
                address(packet, addressesAt + addressLength, addressLength), destinationPort),
            new InetSocketAddress(address(packet, addressesAt, addressLength), sourcePort),
            Octets.owned(esp)));
  }

  private static InetAddress address(ByteBuffer packet, int at, int length) {
    byte[] octets = new byte[length];
    packet.get(at, octets);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(length + " octets are an address", e);
    }
  }
}
