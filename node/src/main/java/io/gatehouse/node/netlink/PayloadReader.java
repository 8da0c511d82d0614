package io.gatehouse.node.netlink;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads structures and attributes one behind the other, and nothing outside of them. Numbers are in
 * the machine's byte order where the name does not say otherwise. Every method throws {@link
 * Malformed} when there is too little left.
 */
public final class PayloadReader {

  private final String what;
  private final ByteBuffer buffer;

  PayloadReader(String what, ByteBuffer buffer) {
    this.what = what;
    this.buffer = buffer.order(ByteOrder.nativeOrder());
  }

  /**
   * @param what is named in failures
   * @param octets are not copied
   */
  public static PayloadReader of(String what, byte[] octets) {
    return new PayloadReader(what, ByteBuffer.wrap(octets));
  }

  /** The same octets, read from where this reader stands. */
  PayloadReader again() {
    return new PayloadReader(what, buffer.duplicate());
  }

  public int remaining() {
    return buffer.remaining();
  }

  public boolean hasRemaining() {
    return buffer.hasRemaining();
  }

  /** 0 to 255. */
  public int u8() {
    return Byte.toUnsignedInt(need(Byte.BYTES).get());
  }

  /** 0 to 65535. */
  public int u16() {
    return Short.toUnsignedInt(need(Short.BYTES).getShort());
  }

  public int u32() {
    return need(Integer.BYTES).getInt();
  }

  public long u64() {
    return need(Long.BYTES).getLong();
  }

  /** 0 to 65535, from network byte order. */
  public int be16() {
    return u8() << Byte.SIZE | u8();
  }

  /** From network byte order. */
  public int be32() {
    return be16() << Short.SIZE | be16();
  }

  /** From network byte order. */
  public long be64() {
    return Integer.toUnsignedLong(be32()) << Integer.SIZE | Integer.toUnsignedLong(be32());
  }

  public byte[] octets(int count) {
    ByteBuffer from = need(count);
    byte[] octets = new byte[count];
    from.get(octets);
    return octets;
  }

  /** All that are left. */
  public byte[] octets() {
    return octets(buffer.remaining());
  }

  public PayloadReader skip(int count) {
    need(count).position(buffer.position() + count);
    return this;
  }

  /** Goes on at the next multiple of {@code alignment}, or at the end if that is nearer. */
  public PayloadReader align(int alignment) {
    buffer.position(Math.min(buffer.limit(), (buffer.position() + alignment - 1) & -alignment));
    return this;
  }

  /** The next {@code count} octets by themselves. */
  public PayloadReader part(String name, int count) {
    PayloadReader part = new PayloadReader(name, need(count).slice(buffer.position(), count));
    skip(count);
    return part;
  }

  /** Text up to the zero octet that C ends it with, or to the end. */
  public String text() {
    byte[] octets = octets();
    int length = 0;
    while (length < octets.length && octets[length] != 0) {
      length++;
    }
    return new String(octets, 0, length, StandardCharsets.UTF_8);
  }

  /** All that is left, as attributes. */
  public Attributes attributes() {
    return Attributes.read(what, align(PayloadWriter.ALIGNMENT));
  }

  private ByteBuffer need(int octets) {
    if (octets < 0 || buffer.remaining() < octets) {
      throw new Malformed(
          what + ": " + buffer.remaining() + " octets are left where " + octets + " are needed");
    }
    return buffer;
  }
}
