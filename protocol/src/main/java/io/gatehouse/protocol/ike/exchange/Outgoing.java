package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.util.List;

/** Protects messages, and fragments those that are too large for a datagram. */
final class Outgoing {

  private static final int NON_ESP_MARKER = 4;

  private Outgoing() {}

  static List<Octets> protect(
      IkeSa ikeSa, Peer peer, IkeHeader header, List<Payload> payloads, Context context) {
    int maximum = context.policy().maximumDatagram() - NON_ESP_MARKER;
    SecureRandom random = context.random();
    if (peer.fragmentation()) {
      return ikeSa.outbound().protectInFragments(header, payloads, maximum, random);
    }
    Octets whole = ikeSa.outbound().protect(header, payloads, random);
    return peer.ciscoFragmentation() && whole.length() > maximum
        ? CiscoFragmentation.split(header, whole, maximum)
        : List.of(whole);
  }
}
