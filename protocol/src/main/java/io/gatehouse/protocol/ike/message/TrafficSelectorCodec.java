package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Traffic selectors (RFC 7296 section 3.13). */
final class TrafficSelectorCodec {

  private static final int SELECTOR_HEADER = 4;
  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  private TrafficSelectorCodec() {}

  /**
   * Selectors of unknown types are left out: a responder narrows to what it understands (section
   * 2.9), and when nothing is left the list is empty and nothing is acceptable.
   */
  static List<TrafficSelector> decode(OctetReader body) {
    int count = body.u8();
    body.skip(3);
    List<TrafficSelector> selectors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int type = body.u8();
      int protocol = body.u8();
      OctetReader selector = body.part(body.u16() - SELECTOR_HEADER, "Traffic selector");
      switch (type) {
        case TrafficSelector.TS_IPV4_ADDR_RANGE ->
            selectors.add(selector(protocol, IPV4_LENGTH, selector));
        case TrafficSelector.TS_IPV6_ADDR_RANGE ->
            selectors.add(selector(protocol, IPV6_LENGTH, selector));
        default -> selector.rest();
      }
      selector.requireEnd();
    }
    return selectors;
  }

  static void encode(List<TrafficSelector> selectors, OctetWriter writer) {
    writer.u8(selectors.size()).zeros(3);
    for (TrafficSelector selector : selectors) {
      int start = writer.length();
      writer.u8(selector.type()).u8(selector.protocol()).u16(0);
      writer.u16(selector.startPort()).u16(selector.endPort());
      writer.octets(selector.startAddress().getAddress());
      writer.octets(selector.endAddress().getAddress());
      writer.fillLength16(start + 2, start);
    }
  }

  private static TrafficSelector selector(int protocol, int addressLength, OctetReader reader) {
    int startPort = reader.u16();
    int endPort = reader.u16();
    return new TrafficSelector(
        protocol,
        startPort,
        endPort,
        address(addressLength, reader),
        address(addressLength, reader));
  }

  private static InetAddress address(int length, OctetReader reader) {
    Octets octets = reader.octets(length);
    try {
      // InetAddress would turn an IPv4-mapped IPv6 address into an IPv4 address.
      return length == IPV6_LENGTH
          ? Inet6Address.getByAddress(null, octets.toArray(), -1)
          : Inet4Address.getByAddress(octets.toArray());
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
