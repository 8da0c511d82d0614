package io.gatehouse.node.tun;

import java.nio.ByteBuffer;

/** The ones' complement sum of 16-bit words (RFC 1071), of buffers in network byte order. */
final class InternetChecksum {

  private static final long LOW_INT = 0xFFFF_FFFFL;
  private static final int LOW_SHORT = 0xFFFF;

  private InternetChecksum() {}

  /** The checksum of what stands from {@code from} to {@code to}, beginning with another sum. */
  static short of(ByteBuffer octets, int from, int to, long sum) {
    return (short) ~folded(sum + sum(octets, from, to));
  }

  /** Of source, destination, protocol and length, which checksums of TCP and UDP begin with. */
  static long pseudoHeader(ByteBuffer ipv4, int length) {
    return sum(ipv4, 12, 20) + Byte.toUnsignedInt(ipv4.get(9)) + length;
  }

  static long sum(ByteBuffer octets, int from, int to) {
    long sum = 0;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long word = octets.getLong(at);
      sum += (word >>> Integer.SIZE) + (word & LOW_INT);
    }
    for (; at + Short.BYTES <= to; at += Short.BYTES) {
      sum += Short.toUnsignedInt(octets.getShort(at));
    }
    return at < to ? sum + (Byte.toUnsignedInt(octets.get(at)) << Byte.SIZE) : sum;
  }

  /** The sum's 16 bits. */
  static int folded(long sum) {
    long folded = (sum >>> Integer.SIZE) + (sum & LOW_INT);
    while (folded > LOW_SHORT) {
      folded = (folded >>> Short.SIZE) + (folded & LOW_SHORT);
    }
    return (int) folded;
  }
}
