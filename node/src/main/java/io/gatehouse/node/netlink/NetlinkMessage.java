package io.gatehouse.node.netlink;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A message from the kernel (struct nlmsghdr). */
public final class NetlinkMessage {

  static final int HEADER = 16;

  static final int NLMSG_NOOP = 1;
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;

  static final int NLM_F_DUMP_INTR = 0x010;
  static final int NLM_F_CAPPED = 0x100;
  static final int NLM_F_ACK_TLVS = 0x200;

  private final int type;
  private final int flags;
  private final int sequence;
  private final ByteBuffer payload;

  private NetlinkMessage(int type, int flags, int sequence, ByteBuffer payload) {
    this.type = type;
    this.flags = flags;
    this.sequence = sequence;
    this.payload = payload;
  }

  /**
   * The messages of one datagram.
   *
   * @param datagram is not copied
   * @throws Malformed when a length leads out of it
   */
  public static List<NetlinkMessage> split(ByteBuffer datagram) {
    ByteBuffer from = datagram.slice().order(ByteOrder.nativeOrder());
    List<NetlinkMessage> messages = new ArrayList<>();
    while (from.hasRemaining()) {
      messages.add(next(from));
    }
    return messages;
  }

  private static NetlinkMessage next(ByteBuffer from) {
    int start = from.position();
    int left = from.remaining();
    if (left < HEADER || from.getInt(start) < HEADER || from.getInt(start) > left) {
      throw new Malformed("a message of " + left + " octets that is shorter than it says");
    }
    int length = from.getInt();
    int type = Short.toUnsignedInt(from.getShort());
    int flags = Short.toUnsignedInt(from.getShort());
    int sequence = from.getInt();
    ByteBuffer payload = from.slice(start + HEADER, length - HEADER);
    from.position(start + Math.min(left, aligned(length)));
    return new NetlinkMessage(type, flags, sequence, payload);
  }

  /** Up to a multiple of 4; without an overflow, for a length that fits a datagram. */
  static int aligned(int length) {
    return (length + PayloadWriter.ALIGNMENT - 1) & -PayloadWriter.ALIGNMENT;
  }

  public int type() {
    return type;
  }

  public int flags() {
    return flags;
  }

  int sequence() {
    return sequence;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** What follows the header, from its beginning. */
  public PayloadReader payload() {
    return new PayloadReader("message of type " + type, payload.duplicate());
  }

  @Override
  public String toString() {
    return "NetlinkMessage(type " + type + ", " + payload.remaining() + " octets)";
  }
}
