package io.gatehouse.protocol.esp;

import java.nio.ByteBuffer;

/** One lock per SA, from the first look at the replay window until it is updated. */
final class TunnelModeInbound implements EspInbound {

  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  private final int spi;
  private final EspTransform transform;
  private final ReplayWindow window;
  private volatile long highest;

  TunnelModeInbound(int spi, EspTransform transform, ReplayWindow window) {
    this.spi = spi;
    this.transform = transform;
    this.window = window;
    this.highest = window.highest();
  }

  @Override
  public Result open(ByteBuffer esp, ByteBuffer packet) {
    int length = esp.remaining();
    int plaintextLength = length - transform.overhead();
    if (plaintextLength < EspTrailer.LENGTH
        || plaintextLength % transform.blockLength() != 0
        || packet.remaining() < length) {
      return Result.INVALID;
    }
    byte[] octets = esp.hasArray() ? esp.array() : copy(esp);
    int at = esp.hasArray() ? esp.arrayOffset() + esp.position() : 0;
    if (packet.hasArray()) {
      int to = packet.arrayOffset() + packet.position();
      int opened = open(octets, at, length, packet.array(), to);
      packet.position(packet.position() + Math.max(opened, 0));
      return result(opened);
    }
    byte[] plaintext = new byte[length];
    int opened = open(octets, at, length, plaintext, 0);
    packet.put(plaintext, 0, Math.max(opened, 0));
    return result(opened);
  }

  // What open() found instead of a packet's length.
  private static final int REPLAYED = -1;
  private static final int INVALID = -2;
  private static final int DUMMY = -3;

  private static Result result(int opened) {
    return switch (opened) {
      case REPLAYED -> Result.REPLAYED;
      case INVALID -> Result.INVALID;
      case DUMMY -> Result.DUMMY;
      default -> Result.ACCEPTED;
    };
  }

  private int open(byte[] esp, int at, int length, byte[] plaintext, int to) {
    ByteBuffer header = ByteBuffer.wrap(esp);
    if (header.getInt(at) != spi) {
      return INVALID;
    }
    int low = header.getInt(at + Integer.BYTES);
    synchronized (this) {
      long sequence = window.whole(low);
      if (!window.admits(sequence)) {
        return REPLAYED;
      }
      if (!transform.open(esp, at, length, sequence, plaintext, to)) {
        return INVALID;
      }
      window.record(sequence);
      highest = window.highest();
    }
    return payload(plaintext, to, to + length - transform.overhead());
  }

  private static int payload(byte[] plaintext, int start, int end) {
    int payloadEnd = EspTrailer.payloadEnd(plaintext, start, end);
    if (payloadEnd < 0) {
      return INVALID;
    }
    int payloadLength = payloadEnd - start;
    int packetLength =
        switch (EspTrailer.nextHeader(plaintext, end)) {
          case EspTrailer.NO_NEXT_HEADER -> DUMMY;
          case EspTrailer.IPV4 -> ipv4Length(plaintext, start, payloadLength);
          case EspTrailer.IPV6 -> ipv6Length(plaintext, start, payloadLength);
          default -> INVALID;
        };
    // What the IP header leaves over is traffic flow confidentiality padding (section 2.7).
    return packetLength <= payloadLength ? packetLength : INVALID;
  }

  private static int ipv4Length(byte[] packet, int at, int available) {
    if (available < IPV4_HEADER || (packet[at] & 0xF0) != 0x40) {
      return INVALID;
    }
    int length = Short.toUnsignedInt(ByteBuffer.wrap(packet).getShort(at + 2));
    return length < IPV4_HEADER ? INVALID : length;
  }

  private static int ipv6Length(byte[] packet, int at, int available) {
    if (available < IPV6_HEADER || (packet[at] & 0xF0) != 0x60) {
      return INVALID;
    }
    return IPV6_HEADER + Short.toUnsignedInt(ByteBuffer.wrap(packet).getShort(at + 4));
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.remaining()];
    buffer.get(buffer.position(), octets);
    return octets;
  }

  @Override
  public long sequence() {
    return highest;
  }
}
