package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.ike.message.MessageCodec.Decoded;
import io.gatehouse.protocol.ike.message.MessageCodec.Fragment;
import io.gatehouse.protocol.ike.message.MessageCodec.Malformed;
import io.gatehouse.protocol.ike.message.MessageCodec.OtherVersion;
import io.gatehouse.protocol.ike.message.MessageCodec.Whole;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header and chain of payloads (RFC 7296 sections 3.1 and 3.2). */
final class MessageDecoder {

  /**
   * Real messages stay below 40, with every vendor id, certificate and notify that clients are
   * known to send.
   */
  private static final int MAXIMUM_PAYLOADS = 128;

  private static final int GENERIC_HEADER = 4;
  private static final int CRITICAL = 0x80;

  private MessageDecoder() {}

  static Decoded decode(Octets datagram) {
    if (datagram.length() < IkeHeader.LENGTH) {
      return new Malformed(
          Optional.empty(), "IKE header: " + datagram.length() + " octets are too few");
    }
    OctetReader reader = new OctetReader(datagram, "Message");
    HeaderCodec.Framed framed = HeaderCodec.decode(reader);
    if (framed.header().majorVersion() != IkeHeader.MAJOR_VERSION) {
      return new OtherVersion(framed.header());
    }
    if (framed.length() != datagram.length()) {
      return malformed(
          framed.header(),
          "IKE header: length "
              + Integer.toUnsignedString(framed.length())
              + " in a datagram of "
              + datagram.length());
    }
    try {
      return framed.firstPayload() == PayloadType.CISCO_FRAGMENT
          ? new Fragment(framed.header(), CiscoFragmentCodec.decode(reader))
          : new Whole(new IkeMessage(framed.header(), chain(framed.firstPayload(), reader, true)));
    } catch (InvalidSyntaxException fault) {
      return malformed(framed.header(), fault.reason());
    }
  }

  static Decoded decodeInner(IkeHeader header, int firstPayload, Octets plaintext) {
    try {
      OctetReader reader = new OctetReader(plaintext, "Encrypted content");
      return new Whole(new IkeMessage(header, chain(firstPayload, reader, false)));
    } catch (InvalidSyntaxException fault) {
      return malformed(header, fault.reason());
    }
  }

  private static List<Payload> chain(int firstPayload, OctetReader reader, boolean inTheClear) {
    List<Payload> payloads = new ArrayList<>();
    int type = firstPayload;
    while (type != PayloadType.NONE) {
      if (payloads.size() == MAXIMUM_PAYLOADS) {
        throw reader.invalid("more than " + MAXIMUM_PAYLOADS + " payloads");
      }
      int next = reader.u8();
      boolean critical = (reader.u8() & CRITICAL) != 0;
      OctetReader body = reader.part(reader.u16() - GENERIC_HEADER, PayloadDecoder.name(type));
      if (inTheClear && isEncrypted(type)) {
        payloads.add(PayloadDecoder.decodeEncrypted(type, next, body));
        // Its next payload is the first one inside: nothing can follow (section 3.14).
        type = PayloadType.NONE;
      } else {
        payloads.add(PayloadDecoder.decode(type, critical, body));
        type = next;
      }
      body.requireEnd();
    }
    reader.requireEnd();
    return payloads;
  }

  private static boolean isEncrypted(int type) {
    return type == PayloadType.ENCRYPTED || type == PayloadType.ENCRYPTED_FRAGMENT;
  }

  private static Malformed malformed(IkeHeader header, String reason) {
    return new Malformed(Optional.of(header), reason);
  }
}
