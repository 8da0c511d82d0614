package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.octets.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a message in Cisco's fragments from before RFC 7383: payload type 132, each behind an IKE
 * header of its own.
 */
final class CiscoFragmentation {

  private static final int PAYLOAD_TYPE = 132;
  private static final int PAYLOAD_HEADER = 8;
  private static final int MAXIMUM_FRAGMENTS = 255;
  private static final int VERSION_2_0 = 0x20;

  private CiscoFragmentation() {}

  /**
   * @param message the complete message, which {@code header} belongs to
   * @param maximumLength octets of a datagram without the non-ESP marker
   */
  static List<Octets> split(IkeHeader header, Octets message, int maximumLength) {
    int room = maximumLength - IkeHeader.LENGTH - PAYLOAD_HEADER;
    int count = Math.ceilDiv(message.length(), room);
    if (count > MAXIMUM_FRAGMENTS) {
      return List.of(message);
    }
    List<Octets> fragments = new ArrayList<>(count);
    for (int number = 1; number <= count; number++) {
      Octets slice = message.slice((number - 1) * room, Math.min(number * room, message.length()));
      fragments.add(fragment(header, slice, number, number == count));
    }
    return fragments;
  }

  private static Octets fragment(IkeHeader header, Octets slice, int number, boolean last) {
    int length = IkeHeader.LENGTH + PAYLOAD_HEADER + slice.length();
    ByteBuffer datagram = ByteBuffer.allocate(length);
    datagram.putLong(header.initiatorSpi()).putLong(header.responderSpi());
    datagram.put((byte) PAYLOAD_TYPE).put((byte) VERSION_2_0).put((byte) header.exchange());
    datagram.put((byte) ((header.initiator() ? 0x08 : 0) | (header.response() ? 0x20 : 0)));
    datagram.putInt(header.messageId()).putInt(length);
    datagram.putShort((short) 0).putShort((short) (PAYLOAD_HEADER + slice.length()));
    datagram
        .putShort((short) (header.messageId() + 1))
        .put((byte) number)
        .put((byte) (last ? 1 : 0));
    datagram.put(slice.array());
    return Octets.owned(datagram.array());
  }
}
