package io.gatehouse.node.radius;

import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tinyradius.core.RadiusPacketException;
import org.tinyradius.core.attribute.AttributeTemplate;
import org.tinyradius.core.attribute.type.RadiusAttribute;
import org.tinyradius.core.packet.response.RadiusResponse;

/** The attributes of a reply that has been verified; those inside Vendor-Specific stand alone. */
record ReplyAttributes(List<RadiusAttribute> list) {

  /**
   * @throws RadiusPacketException or a runtime exception when an attribute is malformed
   */
  static ReplyAttributes of(byte[] packet) throws RadiusPacketException {
    return new ReplyAttributes(
        RadiusResponse.fromByteBuf(RadiusDictionary.dictionary(), Unpooled.wrappedBuffer(packet))
            .getFlattenedAttributes());
  }

  /** Those that Gatehouse's dictionary has. */
  RadiusAttributes known() {
    return new RadiusAttributes(list.stream().flatMap(ReplyAttributes::known).toList());
  }

  private static Stream<io.gatehouse.cluster.aaa.RadiusAttribute> known(RadiusAttribute attribute) {
    return attribute
        .getAttributeTemplate()
        .flatMap(RadiusDictionary::type)
        .map(type -> new io.gatehouse.cluster.aaa.RadiusAttribute(type, value(attribute)))
        .stream();
  }

  /** Present when the server sent both keys. */
  Optional<Secret> masterSessionKey(byte[] requestAuthenticator, Secret sharedSecret) {
    return mppeKey(RadiusDictionary.MS_MPPE_RECV_KEY, requestAuthenticator, sharedSecret)
        .flatMap(
            receiveKey ->
                mppeKey(RadiusDictionary.MS_MPPE_SEND_KEY, requestAuthenticator, sharedSecret)
                    .flatMap(sendKey -> MppeKeys.masterSessionKey(receiveKey, sendKey)));
  }

  private Optional<Secret> mppeKey(
      AttributeTemplate template, byte[] requestAuthenticator, Secret sharedSecret) {
    return list.stream()
        .filter(attribute -> attribute.getAttributeTemplate().equals(Optional.of(template)))
        .findFirst()
        .flatMap(
            attribute -> MppeKeys.reveal(value(attribute), requestAuthenticator, sharedSecret));
  }

  private static Octets value(RadiusAttribute attribute) {
    return Octets.owned(attribute.getValue());
  }
}
