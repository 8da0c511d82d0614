package io.gatehouse.node.tun;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What stands in front of each packet at a TUN device with offloads (linux/virtio_net.h), in the
 * machine's byte order: what a network card would still have to do to it.
 *
 * @param segmentType {@link #WHOLE}, or the protocol by which a longer packet is to be cut
 * @param headerLength octets in front of the payload
 * @param segmentSize octets of payload in each packet but the last, which may have fewer
 * @param checksumStart from where the checksum reaches to the packet's end
 * @param checksumOffset where it is to be stored, from there; it holds the pseudo-header's sum
 */
record VirtioNetHeader(
    boolean needsChecksum,
    int segmentType,
    int headerLength,
    int segmentSize,
    int checksumStart,
    int checksumOffset) {

  static final int LENGTH = 10;

  static final int WHOLE = 0;
  static final int TCP_IPV4 = 1;
  static final int TCP_IPV6 = 4;
  static final int UDP = 5;

  /** Of a packet that is complete. */
  static final VirtioNetHeader COMPLETE = new VirtioNetHeader(false, WHOLE, 0, 0, 0, 0);

  private static final int NEEDS_CHECKSUM = 1;
  private static final int ECN = 0x80;

  /** Reads the header at {@code buffer}'s position, which moves behind it. */
  static VirtioNetHeader read(ByteBuffer buffer) {
    ByteBuffer header = buffer.slice().order(ByteOrder.nativeOrder());
    buffer.position(buffer.position() + LENGTH);
    return new VirtioNetHeader(
        (header.get(0) & NEEDS_CHECKSUM) != 0,
        header.get(1) & ~ECN & 0xFF,
        Short.toUnsignedInt(header.getShort(2)),
        Short.toUnsignedInt(header.getShort(4)),
        Short.toUnsignedInt(header.getShort(6)),
        Short.toUnsignedInt(header.getShort(8)));
  }

  /** Writes it at the beginning of {@code buffer}. */
  void write(ByteBuffer buffer) {
    buffer
        .duplicate()
        .order(ByteOrder.nativeOrder())
        .put(0, (byte) (needsChecksum ? NEEDS_CHECKSUM : 0))
        .put(1, (byte) segmentType)
        .putShort(2, (short) headerLength)
        .putShort(4, (short) segmentSize)
        .putShort(6, (short) checksumStart)
        .putShort(8, (short) checksumOffset);
  }
}
