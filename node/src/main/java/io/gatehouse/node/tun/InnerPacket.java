package io.gatehouse.node.tun;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What traffic selectors look at in an IP packet.
 *
 * @param protocol IP protocol number
 * @param sourcePort 0 to 65535, or {@link #NO_PORT}; type and code of an ICMP message (RFC 7296
 *     section 3.13.1)
 * @param destinationPort the same
 */
record InnerPacket(
    InnerAddress source,
    InnerAddress destination,
    int protocol,
    int sourcePort,
    int destinationPort) {

  /** The protocol has no ports, or the packet is a fragment without them. */
  static final int NO_PORT = -1;

  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int MOST_EXTENSION_HEADERS = 8;

  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int DCCP = 33;
  private static final int ICMPV6 = 58;
  private static final int SCTP = 132;
  private static final int UDP_LITE = 136;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int DESTINATION_OPTIONS = 60;

  /** Reads what remains in {@code packet}, any octets, and leaves its position where it is. */
  static Optional<InnerPacket> parse(ByteBuffer packet) {
    if (packet.remaining() < IPV4_HEADER) {
      return Optional.empty();
    }
    ByteBuffer octets = packet.slice();
    return switch (octets.get(0) >> 4 & 0x0F) {
      case 4 -> parseIpv4(octets);
      case 6 -> parseIpv6(octets);
      default -> Optional.empty();
    };
  }

  private static Optional<InnerPacket> parseIpv4(ByteBuffer packet) {
    int headerLength = (packet.get(0) & 0x0F) * 4;
    if (headerLength < IPV4_HEADER || headerLength > packet.limit()) {
      return Optional.empty();
    }
    boolean laterFragment = (packet.getShort(6) & 0x1FFF) != 0;
    return Optional.of(
        of(
            InnerAddress.ipv4(packet, 12),
            InnerAddress.ipv4(packet, 16),
            Byte.toUnsignedInt(packet.get(9)),
            packet,
            laterFragment ? packet.limit() : headerLength));
  }

  private static Optional<InnerPacket> parseIpv6(ByteBuffer packet) {
    if (packet.limit() < IPV6_HEADER) {
      return Optional.empty();
    }
    int next = Byte.toUnsignedInt(packet.get(6));
    int at = IPV6_HEADER;
    for (int headers = 0; isExtension(next) && at + 8 <= packet.limit(); headers++) {
      if (headers == MOST_EXTENSION_HEADERS) {
        return Optional.empty();
      }
      boolean laterFragment = next == FRAGMENT && (packet.getShort(at + 2) & 0xFFF8) != 0;
      int length = next == FRAGMENT ? 8 : 8 + 8 * Byte.toUnsignedInt(packet.get(at + 1));
      next = Byte.toUnsignedInt(packet.get(at));
      at = laterFragment ? packet.limit() : at + length;
    }
    return Optional.of(
        of(InnerAddress.ipv6(packet, 8), InnerAddress.ipv6(packet, 24), next, packet, at));
  }

  private static boolean isExtension(int header) {
    return switch (header) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION_OPTIONS -> true;
      default -> false;
    };
  }

  private static InnerPacket of(
      InnerAddress source, InnerAddress destination, int protocol, ByteBuffer packet, int at) {
    if (at + 4 > packet.limit()) {
      return new InnerPacket(source, destination, protocol, NO_PORT, NO_PORT);
    }
    int first = Short.toUnsignedInt(packet.getShort(at));
    int second = Short.toUnsignedInt(packet.getShort(at + 2));
    return switch (protocol) {
      case TCP, UDP, DCCP, SCTP, UDP_LITE ->
          new InnerPacket(source, destination, protocol, first, second);
      case ICMP, ICMPV6 -> new InnerPacket(source, destination, protocol, first, first);
      default -> new InnerPacket(source, destination, protocol, NO_PORT, NO_PORT);
    };
  }
}
