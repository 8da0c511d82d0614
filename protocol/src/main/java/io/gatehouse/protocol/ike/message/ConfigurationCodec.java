package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Configuration payloads (RFC 7296 section 3.15). */
final class ConfigurationCodec {

  private static final int MAXIMUM_ATTRIBUTES = 1024;
  private static final int TYPE = 0x7fff;

  private ConfigurationCodec() {}

  /** A payload with an unknown CFG Type is kept like one of an unknown payload type. */
  static Payload decode(boolean critical, OctetReader body) {
    Optional<ConfigurationType> type = ConfigurationType.of(body.peek8());
    if (type.isEmpty()) {
      return new Payload.Unknown(PayloadType.CONFIGURATION, critical, body.rest());
    }
    body.skip(4);
    return new Payload.Configuration(type.get(), attributes(body));
  }

  static void encode(Payload.Configuration configuration, OctetWriter writer) {
    writer.u8(configuration.type().number()).zeros(3);
    for (ConfigurationAttribute attribute : configuration.attributes()) {
      if (attribute.type() > TYPE) {
        throw new IllegalArgumentException("attribute type " + attribute.type());
      }
      writer.u16(attribute.type()).u16(attribute.value().length()).octets(attribute.value());
    }
  }

  private static List<ConfigurationAttribute> attributes(OctetReader body) {
    List<ConfigurationAttribute> attributes = new ArrayList<>();
    while (!body.isAtEnd()) {
      if (attributes.size() == MAXIMUM_ATTRIBUTES) {
        throw body.invalid("more than " + MAXIMUM_ATTRIBUTES + " attributes");
      }
      int type = body.u16() & TYPE;
      Octets value = body.octets(body.u16());
      if (!isPossible(type, value.length())) {
        throw body.invalid("attribute " + type + " with " + value.length() + " octets");
      }
      attributes.add(new ConfigurationAttribute(type, value));
    }
    return attributes;
  }

  /** Sizes of section 3.15.1; an IPv6 address without its prefix length is an old habit. */
  private static boolean isPossible(int type, int length) {
    return length == 0
        || switch (type) {
          case ConfigurationAttribute.INTERNAL_IP4_ADDRESS,
              ConfigurationAttribute.INTERNAL_IP4_NETMASK,
              ConfigurationAttribute.INTERNAL_IP4_DNS,
              ConfigurationAttribute.INTERNAL_IP4_NBNS ->
              length == 4;
          case ConfigurationAttribute.INTERNAL_IP4_SUBNET -> length == 8;
          case ConfigurationAttribute.INTERNAL_IP6_ADDRESS -> length == 16 || length == 17;
          case ConfigurationAttribute.INTERNAL_IP6_DNS -> length == 16;
          case ConfigurationAttribute.INTERNAL_IP6_SUBNET -> length == 17;
          default -> true;
        };
  }
}
