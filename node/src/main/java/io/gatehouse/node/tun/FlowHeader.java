package io.gatehouse.node.tun;

import java.nio.ByteBuffer;

/**
 * The headers of a TCP or UDP packet over IPv4 that may be joined with its neighbours: complete,
 * with nothing but data, and with checksums that are right, since the kernel will make new ones.
 * What differs between neighbours is taken out, so that the rest can be compared. Used again for
 * each packet.
 */
final class FlowHeader {

  static final int IPV4_LENGTH = 20;

  private static final byte VERSION_4_WITHOUT_OPTIONS = 0x45;
  private static final int MORE_OR_LATER_FRAGMENT = 0xBFFF;
  private static final int DO_NOT_FRAGMENT = 0x4000;

  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int UDP_LENGTH = 8;
  private static final int LEAST_TCP_LENGTH = 20;
  private static final int LONGEST_TCP_LENGTH = 60;

  private static final int TCP_FLAGS = IPV4_LENGTH + 13;
  private static final int ACK = 0x10;
  private static final int PSH = 0x08;
  private static final int RIGHT = 0xFFFF;

  private final ByteBuffer common = ByteBuffer.allocate(IPV4_LENGTH + LONGEST_TCP_LENGTH);
  private boolean tcp;
  private int length;
  private int payload;
  private short identification;
  private int sequence;
  private boolean push;

  /** Reads a packet, from its buffer's beginning to its limit; false when it must stay alone. */
  boolean read(ByteBuffer packet) {
    if (!isPlainIpv4(packet)) {
      return false;
    }
    boolean readable =
        switch (packet.get(9)) {
          case TCP -> readTcp(packet);
          case UDP -> readUdp(packet);
          default -> false;
        };
    payload = packet.limit() - length;
    return readable && payload > 0 && isRight(packet) && takeOut(packet);
  }

  private static boolean isPlainIpv4(ByteBuffer packet) {
    return packet.limit() >= IPV4_LENGTH + UDP_LENGTH
        && packet.get(0) == VERSION_4_WITHOUT_OPTIONS
        && Short.toUnsignedInt(packet.getShort(2)) == packet.limit()
        && (packet.getShort(6) & MORE_OR_LATER_FRAGMENT) == 0;
  }

  private boolean readTcp(ByteBuffer packet) {
    tcp = true;
    if (packet.limit() < IPV4_LENGTH + LEAST_TCP_LENGTH) {
      return false;
    }
    int tcpLength = (packet.get(IPV4_LENGTH + 12) >> 4 & 0x0F) * 4;
    length = IPV4_LENGTH + tcpLength;
    sequence = packet.getInt(IPV4_LENGTH + 4);
    push = (packet.get(TCP_FLAGS) & PSH) != 0;
    return tcpLength >= LEAST_TCP_LENGTH && (packet.get(TCP_FLAGS) & ~PSH) == ACK;
  }

  private boolean readUdp(ByteBuffer packet) {
    tcp = false;
    push = false;
    length = IPV4_LENGTH + UDP_LENGTH;
    int udpLength = Short.toUnsignedInt(packet.getShort(IPV4_LENGTH + 4));
    // A checksum of 0 is none, and must stay none.
    return udpLength == packet.limit() - IPV4_LENGTH && packet.getShort(IPV4_LENGTH + 6) != 0;
  }

  private static boolean isRight(ByteBuffer packet) {
    int end = packet.limit();
    long pseudoHeader = InternetChecksum.pseudoHeader(packet, end - IPV4_LENGTH);
    long transport = pseudoHeader + InternetChecksum.sum(packet, IPV4_LENGTH, end);
    return InternetChecksum.folded(InternetChecksum.sum(packet, 0, IPV4_LENGTH)) == RIGHT
        && InternetChecksum.folded(transport) == RIGHT;
  }

  private boolean takeOut(ByteBuffer packet) {
    identification = packet.getShort(4);
    common.clear().put(0, packet, 0, length).limit(length);
    common.putInt(2, 0).putShort(10, (short) 0);
    if (tcp) {
      common.putInt(IPV4_LENGTH + 4, 0).putShort(IPV4_LENGTH + 16, (short) 0);
      common.put(TCP_FLAGS, (byte) ACK);
    } else {
      common.putShort(IPV4_LENGTH + 4, (short) 0).putShort(IPV4_LENGTH + 6, (short) 0);
    }
    return true;
  }

  /**
   * Whether {@code next} continues a piece that begins with this packet.
   *
   * @param packets in it so far
   */
  boolean isContinuedBy(FlowHeader next, int packets) {
    return next.payload <= payload
        && common.equals(next.common)
        && (!tcp || next.sequence == sequence + packets * payload)
        && (mayNotBeFragmented() || next.identification == (short) (identification + packets));
  }

  /** Then its identification means nothing (RFC 6864 section 4.1). */
  private boolean mayNotBeFragmented() {
    return (common.getShort(6) & DO_NOT_FRAGMENT) != 0;
  }

  boolean tcp() {
    return tcp;
  }

  /** Octets of both headers. */
  int length() {
    return length;
  }

  /** Octets. */
  int payload() {
    return payload;
  }

  boolean push() {
    return push;
  }
}
