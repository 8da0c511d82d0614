package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/**
 * Vendor ids by which AnyConnect and a Cisco headend know each other. Received ones are matched by
 * prefix: some carry more.
 */
final class CiscoVendorIds {

  static final Octets DELETE_REASON = Octets.utf8("CISCO-DELETE-REASON");
  static final Octets COPYRIGHT =
      Octets.utf8("CISCO(COPYRIGHT)&Copyright (c) 2009 Cisco Systems, Inc.");
  static final Octets FRAGMENTATION = Octets.hex("4048b7d56ebce88525e7de7f00d6c2d3");
  static final Octets ANYCONNECT_EAP = Octets.utf8("CISCO-ANYCONNECT-EAP");

  private CiscoVendorIds() {}

  /** What a headend must send to an AnyConnect client. */
  static List<Payload> ofHeadend() {
    return List.of(
        new Payload.VendorId(DELETE_REASON),
        new Payload.VendorId(COPYRIGHT),
        new Payload.VendorId(FRAGMENTATION),
        new Payload.VendorId(ANYCONNECT_EAP));
  }
}
