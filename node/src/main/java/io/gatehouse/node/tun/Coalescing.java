package io.gatehouse.node.tun;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Hands packets to the kernel, those of a flow that follow each other in one piece: what the kernel
 * does for a packet it then does once for all of them. TCP and UDP over IPv4; the kernel cuts the
 * piece into the very same packets where they are needed. For one thread.
 */
final class Coalescing {

  private static final int MOST_OCTETS = 65_000;

  /** Of UDP, in Linux before 6.9 (UDP_MAX_SEGMENTS). */
  private static final int MOST_PACKETS = 64;

  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;
  private static final int TCP_FLAGS = FlowHeader.IPV4_LENGTH + 13;
  private static final int PSH = 0x08;

  private final Predicate<ByteBuffer> device;
  private final IntConsumer refused;
  private final boolean joinsUdp;

  /** The piece, behind room for its header. */
  private final ByteBuffer written =
      ByteBuffer.allocateDirect(VirtioNetHeader.LENGTH + TunDevice.LONGEST_PACKET);

  private final ByteBuffer piece = written.slice(VirtioNetHeader.LENGTH, TunDevice.LONGEST_PACKET);

  private FlowHeader first = new FlowHeader();
  private FlowHeader next = new FlowHeader();
  private int packets;
  private boolean ended;

  /**
   * @param device takes a direct buffer, from its beginning to its limit, and says whether it did
   * @param refused is told how many packets it did not
   * @param joinsUdp whether the kernel can cut UDP
   */
  Coalescing(Predicate<ByteBuffer> device, IntConsumer refused, boolean joinsUdp) {
    this.device = device;
    this.refused = refused;
    this.joinsUdp = joinsUdp;
  }

  /** Takes an IP packet, from the buffer's beginning to its limit, for now or for later. */
  void add(ByteBuffer packet) {
    boolean joinable = next.read(packet) && (next.tcp() || joinsUdp);
    if (joinable && isContinuedBy(next)) {
      piece.put(packet.position(next.length()));
      ended = next.payload() < first.payload() || next.push();
    } else {
      flush();
      piece.put(packet.position(0));
      ended = !joinable || next.push();
    }
    if (packets == 0) {
      FlowHeader free = first;
      first = next;
      next = free;
    } else if (ended && next.push()) {
      piece.put(TCP_FLAGS, (byte) (piece.get(TCP_FLAGS) | PSH));
    }
    packets++;
  }

  private boolean isContinuedBy(FlowHeader packet) {
    return packets > 0
        && !ended
        && packets < MOST_PACKETS
        && piece.position() + packet.payload() <= MOST_OCTETS
        && first.isContinuedBy(packet, packets);
  }

  /** Hands over what was held back. */
  void flush() {
    if (packets == 0) {
      return;
    }
    header().write(written);
    if (!device.test(written.limit(VirtioNetHeader.LENGTH + piece.position()))) {
      refused.accept(packets);
    }
    written.clear();
    piece.clear();
    packets = 0;
  }

  private VirtioNetHeader header() {
    if (packets == 1) {
      return VirtioNetHeader.COMPLETE;
    }
    int transport = FlowHeader.IPV4_LENGTH;
    int length = piece.position() - transport;
    piece.putShort(2, (short) piece.position()).putShort(10, (short) 0);
    piece.putShort(10, InternetChecksum.of(piece, 0, transport, 0));
    if (!first.tcp()) {
      piece.putShort(transport + 4, (short) length);
    }
    int checksum = first.tcp() ? TCP_CHECKSUM : UDP_CHECKSUM;
    long sum = InternetChecksum.pseudoHeader(piece, length);
    piece.putShort(transport + checksum, (short) InternetChecksum.folded(sum));
    int type = first.tcp() ? VirtioNetHeader.TCP_IPV4 : VirtioNetHeader.UDP;
    return new VirtioNetHeader(true, type, first.length(), first.payload(), transport, checksum);
  }
}
