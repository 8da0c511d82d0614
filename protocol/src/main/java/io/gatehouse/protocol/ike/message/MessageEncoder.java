package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.List;

/** Messages and payloads to octets (RFC 7296 section 3). */
final class MessageEncoder {

  private static final int CRITICAL = 0x80;
  private static final int IPSEC_SPI = 4;

  private MessageEncoder() {}

  static Octets encode(IkeMessage message) {
    OctetWriter writer = new OctetWriter();
    HeaderCodec.encode(message.header(), typeAt(message.payloads(), 0), writer);
    chain(message.payloads(), writer);
    HeaderCodec.fillLength(writer);
    return writer.written();
  }

  static Octets encodePayloads(List<Payload> payloads) {
    OctetWriter writer = new OctetWriter();
    chain(payloads, writer);
    return writer.written();
  }

  static Octets encode(Identification identification) {
    OctetWriter writer = new OctetWriter();
    identification(identification, writer);
    return writer.written();
  }

  private static void chain(List<Payload> payloads, OctetWriter writer) {
    for (int i = 0; i < payloads.size(); i++) {
      Payload payload = payloads.get(i);
      int start = writer.length();
      writer.u8(next(payload, payloads, i)).u8(flags(payload)).u16(0);
      body(payload, writer);
      writer.fillLength16(start + 2, start);
    }
  }

  private static int next(Payload payload, List<Payload> payloads, int index) {
    return switch (payload) {
      case Payload.Encrypted(int firstPayload, _) -> last(firstPayload, payloads, index);
      case Payload.EncryptedFragment(int firstPayload, _, _, _) ->
          last(firstPayload, payloads, index);
      default -> typeAt(payloads, index + 1);
    };
  }

  private static int last(int firstPayload, List<Payload> payloads, int index) {
    if (index != payloads.size() - 1) {
      throw new IllegalArgumentException("a payload after an encrypted one");
    }
    return firstPayload;
  }

  private static int typeAt(List<Payload> payloads, int index) {
    return index < payloads.size() ? PayloadType.of(payloads.get(index)) : PayloadType.NONE;
  }

  /** Types that RFC 7296 defines are sent without the critical bit (section 3.2). */
  private static int flags(Payload payload) {
    return payload instanceof Payload.Unknown unknown && unknown.critical() ? CRITICAL : 0;
  }

  private static void body(Payload payload, OctetWriter writer) {
    switch (payload) {
      case Payload.SecurityAssociation(var proposals) ->
          SecurityAssociationCodec.encode(proposals, writer);
      case Payload.KeyExchange(int method, Octets data) -> writer.u16(method).u16(0).octets(data);
      case Payload.IdentificationInitiator(var identification) ->
          identification(identification, writer);
      case Payload.IdentificationResponder(var identification) ->
          identification(identification, writer);
      case Payload.Certificate(int encoding, Octets data) -> writer.u8(encoding).octets(data);
      case Payload.CertificateRequest(int encoding, Octets authority) ->
          writer.u8(encoding).octets(authority);
      case Payload.Authentication(int method, Octets data) ->
          writer.u8(method).zeros(3).octets(data);
      case Payload.Nonce(Octets data) -> writer.octets(data);
      case Payload.Notify notify -> notify(notify, writer);
      case Payload.Delete delete -> delete(delete, writer);
      case Payload.VendorId(Octets data) -> writer.octets(data);
      case Payload.TrafficSelectorsInitiator(var selectors) ->
          TrafficSelectorCodec.encode(selectors, writer);
      case Payload.TrafficSelectorsResponder(var selectors) ->
          TrafficSelectorCodec.encode(selectors, writer);
      case Payload.Configuration configuration -> ConfigurationCodec.encode(configuration, writer);
      case Payload.Eap(Octets packet) -> writer.octets(packet);
      case Payload.Encrypted(_, Octets body) -> writer.octets(body);
      case Payload.EncryptedFragment(_, int number, int total, Octets body) ->
          writer.u16(number).u16(total).octets(body);
      case Payload.Unknown(_, _, Octets body) -> writer.octets(body);
    }
  }

  private static void identification(Identification identification, OctetWriter writer) {
    writer
        .u8(identification.type())
        .octets(identification.reserved())
        .octets(identification.data());
  }

  private static void notify(Payload.Notify notify, OctetWriter writer) {
    writer.u8(notify.protocol()).u8(notify.spi().length()).u16(notify.type());
    writer.octets(notify.spi()).octets(notify.data());
  }

  private static void delete(Payload.Delete delete, OctetWriter writer) {
    int spiSize = delete.protocol() == Proposal.IKE ? 0 : IPSEC_SPI;
    writer.u8(delete.protocol()).u8(spiSize).u16(delete.spis().size());
    for (Octets spi : delete.spis()) {
      if (spi.length() != spiSize) {
        throw new IllegalArgumentException("an SPI of " + spi.length() + " octets");
      }
      writer.octets(spi);
    }
  }
}
