package io.gatehouse.node.tun;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/**
 * Requests about routes to the kernel, and its answers: rtnetlink(7), as linux/netlink.h and
 * linux/rtnetlink.h define it. Numbers are in the machine's byte order.
 */
final class RouteMessage {

  /** Octets that hold any answer: the header of the request comes back with it. */
  static final int LONGEST_ANSWER = 256;

  private static final short NLMSG_ERROR = 2;
  private static final short RTM_NEWROUTE = 24;
  private static final short RTM_DELROUTE = 25;

  private static final short NLM_F_REQUEST = 0x001;
  private static final short NLM_F_ACK = 0x004;
  private static final short NLM_F_REPLACE = 0x100;
  private static final short NLM_F_CREATE = 0x400;

  private static final int HEADER_LENGTH = 16;
  private static final int ROUTE_LENGTH = 12;
  private static final int ATTRIBUTE_HEADER_LENGTH = 4;
  private static final int TYPE_AT = 4;
  private static final int SEQUENCE_AT = 8;

  private static final byte AF_INET = 2;
  private static final byte AF_INET6 = 10;
  private static final byte RT_TABLE_MAIN = (byte) 254;
  private static final byte RTPROT_STATIC = 4;
  private static final byte RT_SCOPE_LINK = (byte) 253;
  private static final byte RTN_UNICAST = 1;
  private static final short RTA_DST = 1;
  private static final short RTA_OIF = 4;

  private RouteMessage() {}

  /** Routes the prefix to the interface, instead of where it has gone before. */
  static ByteBuffer add(int sequence, InnerAddress address, int prefixLength, int interfaceIndex) {
    int flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE;
    return request(RTM_NEWROUTE, flags, sequence, address, prefixLength, interfaceIndex);
  }

  /** Takes the route to the prefix away, if it leads to the interface. */
  static ByteBuffer remove(
      int sequence, InnerAddress address, int prefixLength, int interfaceIndex) {
    int flags = NLM_F_REQUEST | NLM_F_ACK;
    return request(RTM_DELROUTE, flags, sequence, address, prefixLength, interfaceIndex);
  }

  private static ByteBuffer request(
      short type,
      int flags,
      int sequence,
      InnerAddress address,
      int prefixLength,
      int interfaceIndex) {
    byte[] octets = address.octets();
    int length =
        HEADER_LENGTH
            + ROUTE_LENGTH
            + (ATTRIBUTE_HEADER_LENGTH + octets.length)
            + (ATTRIBUTE_HEADER_LENGTH + Integer.BYTES);
    ByteBuffer request = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    request.putInt(length).putShort(type).putShort((short) flags).putInt(sequence).putInt(0);
    putRoute(request, address.version6() ? AF_INET6 : AF_INET, prefixLength);
    putAttribute(request, RTA_DST, octets.length).put(octets);
    putAttribute(request, RTA_OIF, Integer.BYTES).putInt(interfaceIndex);
    return request.flip();
  }

  private static void putRoute(ByteBuffer request, byte family, int prefixLength) {
    byte anySource = 0;
    byte anyService = 0;
    request.put(family).put((byte) prefixLength).put(anySource).put(anyService);
    request.put(RT_TABLE_MAIN).put(RTPROT_STATIC).put(RT_SCOPE_LINK).put(RTN_UNICAST).putInt(0);
  }

  private static ByteBuffer putAttribute(ByteBuffer request, short type, int length) {
    return request.putShort((short) (ATTRIBUTE_HEADER_LENGTH + length)).putShort(type);
  }

  /** The errno in an answer from position 0 to its limit, 0 for success; nothing in others. */
  static OptionalInt error(ByteBuffer answer, int sequence) {
    ByteBuffer read = answer.duplicate().order(ByteOrder.nativeOrder());
    return read.limit() >= HEADER_LENGTH + Integer.BYTES
            && read.getShort(TYPE_AT) == NLMSG_ERROR
            && read.getInt(SEQUENCE_AT) == sequence
        ? OptionalInt.of(-read.getInt(HEADER_LENGTH))
        : OptionalInt.empty();
  }
}
