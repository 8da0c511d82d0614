package io.gatehouse.protocol.ike.message;

/** The IKE header (RFC 7296 section 3.1). */
final class HeaderCodec {

  private static final int RESPONSE = 0x20;
  private static final int VERSION = 0x10;
  private static final int INITIATOR = 0x08;
  private static final int SPIS = 16;

  private HeaderCodec() {}

  /**
   * A header as it stands in front of a message.
   *
   * @param length unsigned 32 bits, of the whole message
   */
  record Framed(IkeHeader header, int firstPayload, int length) {}

  static Framed decode(OctetReader reader) {
    long initiatorSpi = reader.u64();
    long responderSpi = reader.u64();
    int firstPayload = reader.u8();
    int version = reader.u8();
    int exchange = reader.u8();
    int flags = reader.u8();
    int messageId = reader.u32();
    int length = reader.u32();
    IkeHeader header =
        new IkeHeader(
            initiatorSpi,
            responderSpi,
            version >>> 4,
            version & 0xf,
            exchange,
            (flags & INITIATOR) != 0,
            (flags & VERSION) != 0,
            (flags & RESPONSE) != 0,
            messageId);
    return new Framed(header, firstPayload, length);
  }

  /** Leaves the length, the last four octets, to {@link #fillLength}. */
  static void encode(IkeHeader header, int firstPayload, OctetWriter writer) {
    writer
        .u64(header.initiatorSpi())
        .u64(header.responderSpi())
        .u8(firstPayload)
        .u8(header.majorVersion() << 4 | header.minorVersion())
        .u8(header.exchange())
        .u8(flags(header))
        .u32(header.messageId())
        .u32(0);
  }

  static void fillLength(OctetWriter writer) {
    writer.fillLength32(SPIS + 8, 0);
  }

  private static int flags(IkeHeader header) {
    return (header.initiator() ? INITIATOR : 0)
        | (header.higherVersion() ? VERSION : 0)
        | (header.response() ? RESPONSE : 0);
  }
}
