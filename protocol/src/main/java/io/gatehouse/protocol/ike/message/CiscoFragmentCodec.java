package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;

/**
 * Payload type 132, always the only one of its message: generic header, fragment id (2 octets),
 * number (1), flags (1, the lowest bit marks the last fragment), and the data.
 */
final class CiscoFragmentCodec {

  private static final int LAST = 0x01;
  private static final int GENERIC_HEADER = 4;

  private CiscoFragmentCodec() {}

  static CiscoFragment decode(OctetReader message) {
    if (message.u8() != PayloadType.NONE) {
      throw message.invalid("a Cisco fragment must be the only payload");
    }
    message.skip(1);
    OctetReader body = message.part(message.u16() - GENERIC_HEADER, "Cisco fragment payload");
    message.requireEnd();
    int id = body.u16();
    int number = body.u8();
    boolean last = (body.u8() & LAST) != 0;
    if (number == 0) {
      throw body.invalid("fragment number 0");
    }
    return new CiscoFragment(id, number, last, body.rest());
  }

  static Octets encode(IkeHeader header, CiscoFragment fragment) {
    OctetWriter writer = new OctetWriter();
    HeaderCodec.encode(header, PayloadType.CISCO_FRAGMENT, writer);
    writer.u16(0).u16(0);
    writer.u16(fragment.id()).u8(fragment.number()).u8(fragment.last() ? LAST : 0);
    writer.octets(fragment.data());
    writer.fillLength16(IkeHeader.LENGTH + 2, IkeHeader.LENGTH);
    HeaderCodec.fillLength(writer);
    return writer.written();
  }
}
