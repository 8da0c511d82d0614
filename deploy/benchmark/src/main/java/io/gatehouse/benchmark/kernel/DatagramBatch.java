package io.gatehouse.benchmark.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Datagrams as sendmmsg(2) takes them, in memory of their own: struct mmsghdr, and what it points
 * to, as Linux has them on 64 bits.
 */
final class DatagramBatch implements AutoCloseable {

  private static final int HEADER = 64;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTORS = 24;
  private static final int SOCKADDR_IN = 16;
  private static final int IOVEC = 16;
  private static final short AF_INET = 2;
  private static final ValueLayout.OfShort BIG_ENDIAN =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment headers;
  private final MemorySegment names;
  private final MemorySegment vectors;
  private final MemorySegment payloads;
  private final int longest;
  private int count;

  /**
   * @param most datagrams
   * @param longest octets of a payload
   */
  DatagramBatch(int most, int longest) {
    this.headers = arena.allocate((long) most * HEADER, Long.BYTES);
    this.names = arena.allocate((long) most * SOCKADDR_IN, Long.BYTES);
    this.vectors = arena.allocate((long) most * IOVEC, Long.BYTES);
    this.payloads = arena.allocate((long) most * longest, Long.BYTES);
    this.longest = longest;
  }

  /**
   * @param to an IPv4 address and port
   */
  void add(InetSocketAddress to, ByteBuffer payload) {
    MemorySegment name = names.asSlice((long) count * SOCKADDR_IN, SOCKADDR_IN);
    write(name, to);
    MemorySegment content = payloads.asSlice((long) count * longest, payload.remaining());
    content.copyFrom(MemorySegment.ofBuffer(payload));
    MemorySegment vector = vectors.asSlice((long) count * IOVEC, IOVEC);
    vector.set(ValueLayout.ADDRESS, 0, content);
    vector.set(ValueLayout.JAVA_LONG, Long.BYTES, content.byteSize());
    MemorySegment header = headers.asSlice((long) count * HEADER, HEADER);
    header.set(ValueLayout.ADDRESS, 0, name);
    header.set(ValueLayout.JAVA_INT, NAME_LENGTH, SOCKADDR_IN);
    header.set(ValueLayout.ADDRESS, VECTOR, vector);
    header.set(ValueLayout.JAVA_LONG, VECTORS, 1);
    count++;
  }

  /** Writes struct sockaddr_in. */
  static void write(MemorySegment to, InetSocketAddress address) {
    to.set(ValueLayout.JAVA_SHORT, 0, AF_INET);
    to.set(BIG_ENDIAN, Short.BYTES, (short) address.getPort());
    MemorySegment.copy(
        address.getAddress().getAddress(), 0, to, ValueLayout.JAVA_BYTE, Integer.BYTES, 4);
  }

  /** The headers from one on. */
  MemorySegment from(int index) {
    return headers.asSlice((long) index * HEADER);
  }

  int count() {
    return count;
  }

  @Override
  public void close() {
    arena.close();
  }
}
