package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.EspSuite;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/** One lock per SA: a packet takes about a microsecond, and a client's packets come in a row. */
final class TunnelModeOutbound implements EspOutbound {

  private final int spi;
  private final EspTransform transform;
  private final long last;
  private long next;

  TunnelModeOutbound(int spi, EspSuite suite, EspTransform transform, SequenceBlock sequences) {
    if (sequences.last() > SequenceBlock.highest(suite.extendedSequenceNumbers())) {
      throw new IllegalArgumentException(
          "sequence number " + sequences.last() + " where the SA has 32 bits for it");
    }
    this.spi = spi;
    this.transform = transform;
    this.last = sequences.last();
    this.next = sequences.first();
  }

  @Override
  public int overhead() {
    return transform.overhead() + EspTrailer.LENGTH + transform.alignment() - 1;
  }

  @Override
  public boolean protect(ByteBuffer packet, ByteBuffer esp) {
    if (esp.remaining() < packet.remaining() + overhead()) {
      throw new BufferOverflowException();
    }
    synchronized (this) {
      // A block may end at Long.MAX_VALUE, behind which the number turns negative.
      if (next > last || next < 0) {
        return false;
      }
      if (esp.hasArray()) {
        int length = wrap(packet, esp.array(), esp.arrayOffset() + esp.position());
        esp.position(esp.position() + length);
      } else {
        byte[] copy = new byte[packet.remaining() + overhead()];
        esp.put(copy, 0, wrap(packet, copy, 0));
      }
      return true;
    }
  }

  private int wrap(ByteBuffer packet, byte[] esp, int at) {
    int packetLength = packet.remaining();
    int payload = at + EspTransform.HEADER + transform.ivLength();
    packet.get(packet.position(), esp, payload, packetLength);
    int trailerEnd =
        EspTrailer.write(
            esp, payload, payload + packetLength, transform.alignment(), nextHeader(packet));
    int length = trailerEnd - at + transform.checkValueLength();
    ByteBuffer.wrap(esp).putInt(at, spi).putInt(at + Integer.BYTES, (int) next);
    transform.seal(esp, at, length, next);
    next++;
    return length;
  }

  private static int nextHeader(ByteBuffer packet) {
    boolean version6 = packet.hasRemaining() && (packet.get(packet.position()) & 0xF0) == 0x60;
    return version6 ? EspTrailer.IPV6 : EspTrailer.IPV4;
  }

  @Override
  public synchronized long sequence() {
    return next - 1;
  }
}
