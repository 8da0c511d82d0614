package io.gatehouse.benchmark.kernel;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** IPv4 packets with UDP in them (RFC 791, RFC 768), for a port that discards what it gets. */
final class Packet {

  static final int DISCARD = 9;

  private static final int IPV4 = 20;
  private static final int CHECKSUM = 10;
  private static final int HEADERS = IPV4 + 8;
  private static final byte TTL = 64;
  private static final byte UDP = 17;
  private static final int LOW = 0xFFFF;

  private Packet() {}

  /** Octets of UDP's payload in a packet of so many. */
  static int payload(int length) {
    return length - HEADERS;
  }

  /**
   * A packet whose UDP header has no checksum, which IPv4 allows.
   *
   * @param length octets, at least 28
   */
  static ByteBuffer of(InetAddress source, InetAddress destination, int length) {
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) length);
    packet.putInt(0).put(TTL).put(UDP).putShort((short) 0);
    packet.put(source.getAddress()).put(destination.getAddress());
    packet.putShort((short) DISCARD).putShort((short) DISCARD);
    packet.putShort((short) (length - IPV4)).putShort((short) 0);
    packet.putShort(CHECKSUM, (short) checksum(packet));
    return packet.rewind();
  }

  private static int checksum(ByteBuffer packet) {
    int sum = 0;
    for (int at = 0; at < IPV4; at += Short.BYTES) {
      sum += packet.getShort(at) & LOW;
    }
    while (sum > LOW) {
      sum = (sum & LOW) + (sum >>> Short.SIZE);
    }
    return ~sum & LOW;
  }
}
