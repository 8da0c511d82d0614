package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.stream.Stream;

/** The vendor ids of an AnyConnect client. */
final class VendorIds {

  static final Octets CISCO_FRAGMENTATION = Octets.hex("4048b7d56ebce88525e7de7f00d6c2d3");

  private static final List<Octets> ANYCONNECT =
      Stream.of(
              "CISCO-DELETE-REASON",
              "CISCO(COPYRIGHT)&Copyright (c) 2009 Cisco Systems, Inc.",
              "CISCO-ANYCONNECT-EAP",
              "CISCO-GRE-MODE",
              "CISCO-NGE-LEVEL")
          .map(Octets::utf8)
          .toList();

  private VendorIds() {}

  /** Those of an IKE_SA_INIT request. */
  static List<Payload> of(InitiatorSettings settings) {
    Stream<Octets> who = settings.anyConnect() ? ANYCONNECT.stream() : Stream.empty();
    Stream<Octets> fragmentation =
        settings.fragmentation() == Fragmentation.CISCO
                || (settings.anyConnect() && settings.fragmentation() == Fragmentation.RFC7383)
            ? Stream.of(CISCO_FRAGMENTATION)
            : Stream.empty();
    return Stream.concat(who, fragmentation).<Payload>map(Payload.VendorId::new).toList();
  }
}
