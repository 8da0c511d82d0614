package io.gatehouse.node.net;

import io.netty.buffer.ByteBuf;

/** What a datagram on the NAT traversal port is (RFC 3948 section 2). */
enum UdpEncapsulation {
  IKE,
  ESP,
  KEEPALIVE,
  TOO_SHORT;

  /** Octets of zero in front of an IKE message, where ESP has its SPI. */
  static final int NON_ESP_MARKER = 4;

  static final int IKE_HEADER = 28;

  private static final int ESP_HEADER = 8;
  private static final int KEEPALIVE_OCTET = 0xFF;

  static UdpEncapsulation of(ByteBuf datagram) {
    int length = datagram.readableBytes();
    int start = datagram.readerIndex();
    if (length == 1 && datagram.getUnsignedByte(start) == KEEPALIVE_OCTET) {
      return KEEPALIVE;
    }
    if (length < ESP_HEADER) {
      return TOO_SHORT;
    }
    if (datagram.getInt(start) != 0) {
      return ESP;
    }
    return length < NON_ESP_MARKER + IKE_HEADER ? TOO_SHORT : IKE;
  }
}
