package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.CiscoFragment;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends a message in Cisco's fragments from before RFC 7383: payload type 132, each behind an IKE
 * header of its own.
 */
final class CiscoFragmentation {

  private static final int PAYLOAD_HEADER = 8;
  private static final int MAXIMUM_FRAGMENTS = 255;

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
      fragments.add(
          MessageCodec.encode(
              header, new CiscoFragment(id(header), number, number == count, slice)));
    }
    return fragments;
  }

  /** Any number that the messages before and after do not have. */
  private static int id(IkeHeader header) {
    return (header.messageId() + 1) & 0xffff;
  }
}
