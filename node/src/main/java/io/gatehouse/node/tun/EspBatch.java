package io.gatehouse.node.tun;

import io.gatehouse.node.net.EspSender;
import io.gatehouse.protocol.ike.exchange.Path;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * ESP packets to one peer, in a row and of one length, which leave with one system call. For one
 * thread.
 */
final class EspBatch {

  /** More than any suite adds to a packet. */
  private static final int ROOM_FOR_ESP = 256;

  /** What fits a UDP datagram, of which they are the segments. */
  private static final int MOST_OCTETS = 65_000;

  /** Of Linux before 6.9 (UDP_MAX_SEGMENTS). */
  private static final int MOST_PACKETS = 64;

  private final EspSender sender;
  private final ByteBuffer packets = ByteBuffer.allocate(TunDevice.LONGEST_PACKET + ROOM_FOR_ESP);
  private Optional<Path> path = Optional.empty();
  private int count;
  private int length;

  EspBatch(EspSender sender) {
    this.sender = sender;
  }

  /**
   * Protects an IP packet and sends it, now or with others.
   *
   * @return whether it was: false when the sequence numbers are used up
   */
  boolean add(InstalledSa sa, ByteBuffer packet) {
    makeRoom(sa.path(), packet.remaining() + ROOM_FOR_ESP);
    int start = packets.position();
    if (!sa.outbound().protect(packet, packets)) {
      return false;
    }
    int octets = packets.position() - start;
    if (count > 0 && octets > length) {
      sendUpTo(start);
    }
    length = count == 0 ? octets : length;
    count++;
    if (octets < length) {
      flush();
    }
    return true;
  }

  private void makeRoom(Path to, int octets) {
    boolean full = count == MOST_PACKETS || packets.position() + octets > MOST_OCTETS;
    if (full || path.filter(to::equals).isEmpty()) {
      flush();
      path = Optional.of(to);
    }
  }

  /** Sends what was held back. */
  void flush() {
    if (count > 0) {
      sendUpTo(packets.position());
    }
  }

  private void sendUpTo(int end) {
    int written = packets.position();
    path.ifPresent(to -> sender.send(to, packets.slice(0, end), length));
    packets.position(end).limit(written).compact();
    count = 0;
  }
}
