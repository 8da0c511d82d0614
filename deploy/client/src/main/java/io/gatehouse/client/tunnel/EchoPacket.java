package io.gatehouse.client.tunnel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An ICMP echo inside an IPv4 packet (RFC 791, RFC 792).
 *
 * @param identifier 16 bits
 * @param sequence 16 bits
 * @param data octets behind the ICMP header
 */
record EchoPacket(
    InetAddress source, InetAddress destination, int identifier, int sequence, int data) {

  private static final int IP_HEADER = 20;
  private static final int ICMP_HEADER = 8;
  private static final int PROTOCOL_ICMP = 1;
  private static final int TIME_TO_LIVE = 64;
  private static final int VERSION_AND_LENGTH = 0x45;
  private static final byte ECHO_REQUEST = 8;
  private static final byte ECHO_REPLY = 0;

  EchoPacket {
    if (!(source instanceof Inet4Address) || !(destination instanceof Inet4Address)) {
      throw new IllegalArgumentException("the built-in ping knows IPv4 only");
    }
  }

  ByteBuffer request() {
    int length = IP_HEADER + ICMP_HEADER + data;
    ByteBuffer packet = ByteBuffer.allocate(length);
    packet.put((byte) VERSION_AND_LENGTH).put((byte) 0).putShort((short) length);
    packet.putInt(0);
    packet.put((byte) TIME_TO_LIVE).put((byte) PROTOCOL_ICMP).putShort((short) 0);
    packet.put(source.getAddress()).put(destination.getAddress());
    packet.putShort(10, checksum(packet, 0, IP_HEADER));
    packet.put(ECHO_REQUEST).put((byte) 0).putShort((short) 0);
    packet.putShort((short) identifier).putShort((short) sequence);
    for (int i = 0; i < data; i++) {
      packet.put((byte) i);
    }
    packet.putShort(IP_HEADER + 2, checksum(packet, IP_HEADER, length));
    return packet.flip();
  }

  /** The sequence number, if {@code packet} is the reply to a request like this one. */
  Optional<Integer> sequenceOfReply(ByteBuffer packet) {
    if (packet.remaining() < IP_HEADER + ICMP_HEADER || packet.get(packet.position()) >>> 4 != 4) {
      return Optional.empty();
    }
    int start = packet.position();
    int icmp = start + (packet.get(start) & 0x0F) * 4;
    byte[] from = new byte[4];
    packet.get(start + 12, from);
    return packet.get(start + 9) == PROTOCOL_ICMP
            && icmp + ICMP_HEADER + data <= packet.limit()
            && packet.get(icmp) == ECHO_REPLY
            && Arrays.equals(from, destination.getAddress())
            && packet.getShort(icmp + 4) == (short) identifier
            && checksum(packet, icmp, packet.limit()) == 0
        ? Optional.of(Short.toUnsignedInt(packet.getShort(icmp + 6)))
        : Optional.empty();
  }

  /** RFC 1071. */
  private static short checksum(ByteBuffer packet, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i += 2) {
      int high = Byte.toUnsignedInt(packet.get(i)) << 8;
      sum += high + (i + 1 < to ? Byte.toUnsignedInt(packet.get(i + 1)) : 0);
    }
    sum = (sum & 0xFFFF) + (sum >>> 16);
    sum = (sum & 0xFFFF) + (sum >>> 16);
    return (short) ~sum;
  }
}
