package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies of payloads (RFC 7296 sections 3.3 to 3.16). Reserved fields are ignored, and so is the
 * critical bit of the types known here (section 2.5).
 */
final class PayloadDecoder {

  private static final int MINIMUM_NONCE = 16;
  private static final int MAXIMUM_NONCE = 256;
  private static final int MAXIMUM_DELETED = 256;
  private static final int IPSEC_SPI = 4;

  private PayloadDecoder() {}

  static Payload decode(int type, boolean critical, OctetReader body) {
    return switch (type) {
      case PayloadType.SA -> new Payload.SecurityAssociation(SecurityAssociationCodec.decode(body));
      case PayloadType.KE -> keyExchange(body);
      case PayloadType.ID_INITIATOR -> new Payload.IdentificationInitiator(identification(body));
      case PayloadType.ID_RESPONDER -> new Payload.IdentificationResponder(identification(body));
      case PayloadType.CERT -> new Payload.Certificate(body.u8(), body.rest());
      case PayloadType.CERTREQ -> new Payload.CertificateRequest(body.u8(), body.rest());
      case PayloadType.AUTH -> authentication(body);
      case PayloadType.NONCE -> nonce(body);
      case PayloadType.NOTIFY -> notify(body);
      case PayloadType.DELETE -> delete(body);
      case PayloadType.VENDOR_ID -> new Payload.VendorId(body.rest());
      case PayloadType.TS_INITIATOR ->
          new Payload.TrafficSelectorsInitiator(TrafficSelectorCodec.decode(body));
      case PayloadType.TS_RESPONDER ->
          new Payload.TrafficSelectorsResponder(TrafficSelectorCodec.decode(body));
      case PayloadType.CONFIGURATION -> ConfigurationCodec.decode(critical, body);
      case PayloadType.EAP -> new Payload.Eap(body.rest());
      case PayloadType.ENCRYPTED, PayloadType.ENCRYPTED_FRAGMENT, PayloadType.CISCO_FRAGMENT ->
          throw body.invalid("not allowed here");
      default -> new Payload.Unknown(type, critical, body.rest());
    };
  }

  static Payload decodeEncrypted(int type, int next, OctetReader body) {
    return type == PayloadType.ENCRYPTED
        ? new Payload.Encrypted(next, body.rest())
        : encryptedFragment(next, body);
  }

  static String name(int type) {
    return switch (type) {
      case PayloadType.SA -> "SA payload";
      case PayloadType.KE -> "KE payload";
      case PayloadType.ID_INITIATOR -> "IDi payload";
      case PayloadType.ID_RESPONDER -> "IDr payload";
      case PayloadType.CERT -> "CERT payload";
      case PayloadType.CERTREQ -> "CERTREQ payload";
      case PayloadType.AUTH -> "AUTH payload";
      case PayloadType.NONCE -> "Nonce payload";
      case PayloadType.NOTIFY -> "Notify payload";
      case PayloadType.DELETE -> "Delete payload";
      case PayloadType.VENDOR_ID -> "Vendor ID payload";
      case PayloadType.TS_INITIATOR -> "TSi payload";
      case PayloadType.TS_RESPONDER -> "TSr payload";
      case PayloadType.ENCRYPTED -> "Encrypted payload";
      case PayloadType.CONFIGURATION -> "Configuration payload";
      case PayloadType.EAP -> "EAP payload";
      case PayloadType.ENCRYPTED_FRAGMENT -> "Encrypted Fragment payload";
      case PayloadType.CISCO_FRAGMENT -> "Cisco fragment payload";
      default -> "Payload of type " + type;
    };
  }

  private static Payload keyExchange(OctetReader body) {
    int method = body.u16();
    body.skip(2);
    return new Payload.KeyExchange(method, body.rest());
  }

  private static Identification identification(OctetReader body) {
    int type = body.u8();
    Octets reserved = body.octets(3);
    requireAddressLength(type, body);
    return new Identification(type, reserved, body.rest());
  }

  private static void requireAddressLength(int type, OctetReader body) {
    int length = body.remaining();
    if ((type == Identification.ID_IPV4_ADDR && length != 4)
        || (type == Identification.ID_IPV6_ADDR && length != 16)) {
      throw body.invalid("an identity of type " + type + " with " + length + " octets");
    }
  }

  private static Payload authentication(OctetReader body) {
    int method = body.u8();
    body.skip(3);
    return new Payload.Authentication(method, body.rest());
  }

  private static Payload nonce(OctetReader body) {
    int length = body.remaining();
    if (length < MINIMUM_NONCE || length > MAXIMUM_NONCE) {
      throw body.invalid(length + " octets, but 16 to 256 are allowed");
    }
    return new Payload.Nonce(body.rest());
  }

  private static Payload notify(OctetReader body) {
    int protocol = body.u8();
    int spiSize = body.u8();
    int type = body.u16();
    return new Payload.Notify(protocol, body.octets(spiSize), type, body.rest());
  }

  private static Payload delete(OctetReader body) {
    int protocol = body.u8();
    int spiSize = body.u8();
    int count = body.u16();
    if (spiSize != (protocol == Proposal.IKE ? 0 : IPSEC_SPI)) {
      throw body.invalid("SPIs of " + spiSize + " octets for protocol " + protocol);
    }
    if (count > (spiSize == 0 ? 0 : MAXIMUM_DELETED)) {
      throw body.invalid(count + " SPIs of " + spiSize + " octets");
    }
    List<Octets> spis = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spis.add(body.octets(spiSize));
    }
    return new Payload.Delete(protocol, spis);
  }

  private static Payload encryptedFragment(int next, OctetReader body) {
    int number = body.u16();
    int total = body.u16();
    if (number == 0 || number > total) {
      throw body.invalid("fragment " + number + " of " + total);
    }
    return new Payload.EncryptedFragment(number == 1 ? next : 0, number, total, body.rest());
  }
}
