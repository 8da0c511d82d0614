package io.gatehouse.node.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes structures and attributes (struct nlattr) one behind the other. Numbers are in the
 * machine's byte order where the name does not say otherwise; attributes begin at multiples of 4
 * octets.
 */
public final class PayloadWriter {

  static final int ALIGNMENT = 4;
  static final int ATTRIBUTE_HEADER = 4;
  static final int NLA_F_NESTED = 0x8000;

  private static final int LONGEST_ATTRIBUTE = 0xFFFF;
  private static final int INITIAL = 512;

  private ByteBuffer buffer = ByteBuffer.allocate(INITIAL).order(ByteOrder.nativeOrder());

  PayloadWriter() {}

  public PayloadWriter u8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  public PayloadWriter u16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  public PayloadWriter u32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  public PayloadWriter u64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** In network byte order. */
  public PayloadWriter be16(int value) {
    return u8(value >>> Byte.SIZE).u8(value);
  }

  /** In network byte order. */
  public PayloadWriter be32(int value) {
    return be16(value >>> Short.SIZE).be16(value);
  }

  /** In network byte order. */
  public PayloadWriter be64(long value) {
    return be32((int) (value >>> Integer.SIZE)).be32((int) value);
  }

  public PayloadWriter octets(byte[] octets) {
    room(octets.length).put(octets);
    return this;
  }

  /** The octets, and zeros behind them up to {@code length}, as in a C array of that size. */
  public PayloadWriter octets(byte[] octets, int length) {
    if (octets.length > length) {
      throw new IllegalArgumentException(octets.length + " octets where " + length + " fit");
    }
    return octets(octets).zeros(length - octets.length);
  }

  public PayloadWriter zeros(int count) {
    return octets(new byte[count]);
  }

  /** Zeros up to the next multiple of {@code alignment}, counted from the payload's beginning. */
  public PayloadWriter align(int alignment) {
    return zeros(-buffer.position() & (alignment - 1));
  }

  /**
   * An attribute with what {@code value} writes.
   *
   * @throws IllegalArgumentException when that is longer than 65531 octets
   */
  public PayloadWriter attribute(int type, Consumer<PayloadWriter> value) {
    align(ALIGNMENT);
    int start = buffer.position();
    u16(0).u16(type);
    value.accept(this);
    int length = buffer.position() - start;
    if (length > LONGEST_ATTRIBUTE) {
      throw new IllegalArgumentException("attribute " + type + " of " + length + " octets");
    }
    buffer.putShort(start, (short) length);
    return align(ALIGNMENT);
  }

  /** An attribute that has attributes in it, and says so. */
  public PayloadWriter nested(int type, Consumer<PayloadWriter> attributes) {
    return attribute(type | NLA_F_NESTED, attributes);
  }

  public PayloadWriter attribute(int type, byte[] value) {
    return attribute(type, w -> w.octets(value));
  }

  /** Text with the zero octet that C ends it with. */
  public PayloadWriter textAttribute(int type, String text) {
    return attribute(type, w -> w.octets(text.getBytes(StandardCharsets.UTF_8)).u8(0));
  }

  public PayloadWriter u32Attribute(int type, int value) {
    return attribute(type, w -> w.u32(value));
  }

  private ByteBuffer room(int octets) {
    if (buffer.remaining() < octets) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + octets);
      byte[] before = buffer.array();
      ByteBuffer larger = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder());
      larger.put(buffer.flip());
      // It may hold a key.
      Arrays.fill(before, (byte) 0);
      buffer = larger;
    }
    return buffer;
  }

  byte[] toArray() {
    byte[] octets = Arrays.copyOf(buffer.array(), buffer.position());
    Arrays.fill(buffer.array(), (byte) 0);
    return octets;
  }
}
