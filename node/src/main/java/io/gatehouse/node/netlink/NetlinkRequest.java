package io.gatehouse.node.netlink;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A message to the kernel, but for its sequence number. Its body may hold keys. */
public final class NetlinkRequest {

  // linux/netlink.h
  public static final int NLM_F_REQUEST = 0x001;
  public static final int NLM_F_ACK = 0x004;
  public static final int NLM_F_ROOT = 0x100;
  public static final int NLM_F_MATCH = 0x200;
  public static final int NLM_F_DUMP = NLM_F_ROOT | NLM_F_MATCH;
  public static final int NLM_F_REPLACE = 0x100;
  public static final int NLM_F_EXCL = 0x200;
  public static final int NLM_F_CREATE = 0x400;
  public static final int NLM_F_APPEND = 0x800;

  private final int type;
  private final int flags;
  private final byte[] payload;

  private NetlinkRequest(int type, int flags, byte[] payload) {
    this.type = type;
    this.flags = flags;
    this.payload = payload;
  }

  /**
   * A request that the kernel acknowledges.
   *
   * @param flags besides NLM_F_REQUEST and NLM_F_ACK
   * @param payload writes what follows the header
   */
  public static NetlinkRequest acknowledged(int type, int flags, Consumer<PayloadWriter> payload) {
    return of(type, NLM_F_REQUEST | NLM_F_ACK | flags, payload);
  }

  /**
   * @param flags all of them
   * @param payload writes what follows the header
   */
  public static NetlinkRequest of(int type, int flags, Consumer<PayloadWriter> payload) {
    PayloadWriter writer = new PayloadWriter();
    payload.accept(writer);
    return new NetlinkRequest(type, flags, writer.toArray());
  }

  public int type() {
    return type;
  }

  boolean wantsAcknowledgement() {
    return (flags & NLM_F_ACK) != 0;
  }

  /** Octets that it takes among others: a multiple of 4. */
  int space() {
    return NetlinkMessage.aligned(NetlinkMessage.HEADER + payload.length);
  }

  /**
   * Writes all of it, with zeros up to its {@link #space}.
   *
   * @param acknowledged whether the kernel is to say that it succeeded, and not only that it failed
   */
  void write(ByteBuffer to, int sequence, boolean acknowledged) {
    int written = acknowledged ? flags : flags & ~NLM_F_ACK;
    int end = to.position() + space();
    to.putInt(NetlinkMessage.HEADER + payload.length).putShort((short) type);
    to.putShort((short) written).putInt(sequence).putInt(0).put(payload);
    while (to.position() < end) {
      to.put((byte) 0);
    }
  }

  /** The octets without the header, a copy. */
  public byte[] payload() {
    return payload.clone();
  }

  @Override
  public String toString() {
    return "NetlinkRequest(type " + type + ", " + payload.length + " octets)";
  }
}
