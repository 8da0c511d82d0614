package io.gatehouse.node.tun;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Packets of one flow as a sender makes them, one after the other.
 *
 * @param option octets of TCP options, a multiple of 4
 */
record FlowPackets(boolean version6, boolean tcp, int option, boolean fragmentable) {

  private static final int ACK = 0x10;

  int transport() {
    return version6 ? 40 : 20;
  }

  int headers() {
    return transport() + (tcp ? 20 + option : 8);
  }

  int checksumOffset() {
    return tcp ? 16 : 6;
  }

  /** A complete packet with a payload of random octets. */
  ByteBuffer packet(RandomGenerator random, int number, int sequence, int flags, int payload) {
    byte[] data = new byte[payload];
    random.nextBytes(data);
    ByteBuffer packet = ByteBuffer.allocate(headers() + payload);
    putIp(packet, number);
    putTransport(packet.position(transport()), sequence, flags);
    packet.put(headers(), data);
    long pseudoHeader = pseudoHeader(packet);
    short checksum = checksum(packet, transport(), packet.limit(), pseudoHeader);
    packet.putShort(transport() + checksumOffset(), checksum == 0 ? -1 : checksum);
    return packet.rewind();
  }

  private void putIp(ByteBuffer packet, int number) {
    int protocol = tcp ? 6 : 17;
    if (version6) {
      packet.putInt(0x60000000).putShort((short) (packet.limit() - 40)).put((byte) protocol);
      packet.put((byte) 64).putLong(0x20010DB800000000L).putLong(1);
      packet.putLong(0x20010DB800000000L).putLong(2);
    } else {
      packet.putShort((short) 0x4500).putShort((short) packet.limit()).putShort((short) number);
      packet.putShort((short) (fragmentable ? 0 : 0x4000)).put((byte) 64).put((byte) protocol);
      packet.putShort((short) 0).putInt(0x0A630001).putInt(0xC0A80701);
      packet.putShort(10, checksum(packet, 0, 20, 0));
    }
  }

  private void putTransport(ByteBuffer packet, int sequence, int flags) {
    packet.putShort((short) 4711).putShort((short) 80);
    if (tcp) {
      packet.putInt(sequence).putInt(0x01020304);
      packet.put((byte) ((20 + option) << 2)).put((byte) (ACK | flags)).putShort((short) 9999);
    } else {
      packet.putShort((short) (packet.limit() - transport()));
    }
  }

  private long pseudoHeader(ByteBuffer packet) {
    int first = version6 ? 8 : 12;
    long sum = (long) packet.limit() - transport() + (tcp ? 6 : 17);
    for (int at = first; at < transport(); at += 2) {
      sum += Short.toUnsignedInt(packet.getShort(at));
    }
    return sum;
  }

  /** Makes it the first packet of a piece, or one whose checksum a device has to calculate. */
  void leaveChecksumToDevice(ByteBuffer packet) {
    packet.putShort(
        transport() + checksumOffset(), (short) ~checksum(packet, 0, 0, pseudoHeader(packet)));
  }

  void assertChecksums(ByteBuffer packet) {
    if (!version6) {
      assertThat(checksum(packet, 0, 20, 0)).isZero();
    }
    assertThat(checksum(packet, transport(), packet.limit(), pseudoHeader(packet))).isZero();
  }

  /** RFC 1071, word by word. */
  static short checksum(ByteBuffer packet, int from, int to, long pseudoHeader) {
    long sum = pseudoHeader;
    for (int at = from; at < to; at++) {
      sum += (long) Byte.toUnsignedInt(packet.get(at)) << ((at - from) % 2 == 0 ? 8 : 0);
    }
    while (sum > 0xFFFF) {
      sum = (sum >> 16) + (sum & 0xFFFF);
    }
    return (short) ~sum;
  }
}
