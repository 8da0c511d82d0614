package io.gatehouse.node.tun;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Finishes what the kernel leaves to a device with offloads: checksums, and cutting the payload of
 * many packets of a flow, handed over in one piece, into these packets. For one thread.
 */
final class Segmentation {

  private static final int LEAST_IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int LEAST_TCP_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final int ONES = 0xFFFF;

  private static final int TCP_FLAGS = 13;

  /** Of the last packet only. */
  private static final int FIN_AND_PSH = 0x09;

  /** Of the first packet only. */
  private static final int CWR = 0x80;

  private final ByteBuffer segment = ByteBuffer.allocate(TunDevice.LONGEST_PACKET);

  /**
   * Hands on each packet, in a buffer that is used again afterwards.
   *
   * @param packet IP packet from position 0, backed by an array, whose headers may be changed
   * @return whether it could be cut: not when it has no such headers
   */
  boolean cut(VirtioNetHeader header, ByteBuffer packet, Consumer<ByteBuffer> taker) {
    return switch (header.segmentType()) {
      case VirtioNetHeader.WHOLE -> whole(header, packet, taker);
      case VirtioNetHeader.TCP_IPV4, VirtioNetHeader.TCP_IPV6 ->
          segments(header, packet, true, taker);
      case VirtioNetHeader.UDP -> segments(header, packet, false, taker);
      default -> false;
    };
  }

  private static boolean whole(
      VirtioNetHeader header, ByteBuffer packet, Consumer<ByteBuffer> taker) {
    if (header.needsChecksum()) {
      int start = header.checksumStart();
      int at = start + header.checksumOffset();
      if (at + Short.BYTES > packet.limit()) {
        return false;
      }
      putChecksum(packet, at, InternetChecksum.of(packet, start, packet.limit(), 0));
    }
    taker.accept(packet);
    return true;
  }

  private boolean segments(
      VirtioNetHeader header, ByteBuffer packet, boolean tcp, Consumer<ByteBuffer> taker) {
    int size = header.segmentSize();
    int transport = header.checksumStart();
    int payload = payload(packet, transport, tcp);
    boolean inHeader = transport + header.checksumOffset() + Short.BYTES <= payload;
    if (!header.needsChecksum() || !inHeader || size == 0 || payload >= packet.limit()) {
      return false;
    }
    for (int at = payload; at < packet.limit(); at += size) {
      int octets = Math.min(size, packet.limit() - at);
      segment.clear().put(0, packet, 0, payload).put(payload, packet, at, octets);
      segment.limit(payload + octets);
      finishIp((at - payload) / size);
      if (tcp) {
        finishTcp(transport, at - payload, at + octets == packet.limit());
      } else {
        segment.putShort(transport + 4, (short) (segment.limit() - transport));
      }
      finishChecksum(transport, header.checksumOffset(), packet.limit() - transport);
      taker.accept(segment);
    }
    return true;
  }

  /** Where it begins, or 0 when the packet has other headers. */
  private static int payload(ByteBuffer packet, int transport, boolean tcp) {
    boolean behindIp =
        switch (packet.get(0) >> 4) {
          case 4 -> transport == (packet.get(0) & 0x0F) * 4 && transport >= LEAST_IPV4_HEADER;
          case 6 -> transport >= IPV6_HEADER;
          default -> false;
        };
    int least = tcp ? LEAST_TCP_HEADER : UDP_HEADER;
    if (!behindIp || transport + least > packet.limit()) {
      return 0;
    }
    int length = tcp ? (packet.get(transport + 12) >> 4 & 0x0F) * 4 : UDP_HEADER;
    return length < least ? 0 : transport + length;
  }

  private void finishIp(int number) {
    if (segment.get(0) >> 4 == 6) {
      segment.putShort(4, (short) (segment.limit() - IPV6_HEADER));
      return;
    }
    segment.putShort(2, (short) segment.limit());
    segment.putShort(4, (short) (segment.getShort(4) + number));
    segment.putShort(10, (short) 0);
    int headerLength = (segment.get(0) & 0x0F) * 4;
    segment.putShort(10, InternetChecksum.of(segment, 0, headerLength, 0));
  }

  private void finishTcp(int transport, int offset, boolean last) {
    int flags = segment.get(transport + TCP_FLAGS);
    flags &= (last ? -1 : ~FIN_AND_PSH) & (offset == 0 ? -1 : ~CWR);
    segment.put(transport + TCP_FLAGS, (byte) flags);
    segment.putInt(transport + 4, segment.getInt(transport + 4) + offset);
  }

  /** The pseudo-header's sum, which stands where the checksum will, has the whole's length. */
  private void finishChecksum(int transport, int offset, int wholeLength) {
    int length = segment.limit() - transport;
    int shortened = length + ONES - wholeLength;
    short checksum = InternetChecksum.of(segment, transport, segment.limit(), shortened);
    putChecksum(segment, transport + offset, checksum);
  }

  /** A UDP checksum of 0 would say that there is none; of TCP either will do. */
  private static void putChecksum(ByteBuffer packet, int at, short checksum) {
    packet.putShort(at, checksum == 0 ? -1 : checksum);
  }
}
