package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The configuration attributes that an AnyConnect client asks for. */
final class CiscoAttributes {

  static final int BANNER = 28672;
  static final int DEFAULT_DOMAIN = 28674;
  private static final int DDNS_HOSTNAME = 28682;
  private static final int MTU = 28711;
  private static final Octets OUTER_MTU = Octets.hex("057e");

  private CiscoAttributes() {}

  /** In the order of the client, as far as it is known. */
  static List<ConfigurationAttribute> requested(String software) {
    Stream<ConfigurationAttribute> standard =
        IntStream.of(
                ConfigurationAttribute.INTERNAL_IP4_ADDRESS,
                ConfigurationAttribute.INTERNAL_IP4_NETMASK,
                ConfigurationAttribute.INTERNAL_IP4_DNS,
                ConfigurationAttribute.INTERNAL_IP4_NBNS,
                // INTERNAL_ADDRESS_EXPIRY, which RFC 7296 retired.
                5)
            .mapToObj(CiscoAttributes::empty);
    Stream<ConfigurationAttribute> further =
        Stream.of(
            new ConfigurationAttribute(
                ConfigurationAttribute.APPLICATION_VERSION, Octets.utf8(software)),
            empty(ConfigurationAttribute.INTERNAL_IP6_ADDRESS),
            empty(ConfigurationAttribute.INTERNAL_IP4_SUBNET),
            empty(ConfigurationAttribute.INTERNAL_IP6_DNS),
            empty(ConfigurationAttribute.INTERNAL_IP6_SUBNET));
    return Stream.of(standard, further, unity()).flatMap(attributes -> attributes).toList();
  }

  private static Stream<ConfigurationAttribute> unity() {
    Stream<ConfigurationAttribute> flags =
        IntStream.of(BANNER, DEFAULT_DOMAIN, 28675, 28679, 28681, 28683, 28684)
            .mapToObj(CiscoAttributes::empty);
    Stream<ConfigurationAttribute> timers =
        IntStream.rangeClosed(28704, 28710).mapToObj(CiscoAttributes::empty);
    Stream<ConfigurationAttribute> unknown =
        IntStream.rangeClosed(28717, 28729).mapToObj(CiscoAttributes::empty);
    return Stream.of(
            flags,
            Stream.of(new ConfigurationAttribute(DDNS_HOSTNAME, Octets.utf8("gatehouse-client"))),
            timers,
            Stream.of(new ConfigurationAttribute(MTU, OUTER_MTU)),
            unknown)
        .flatMap(attributes -> attributes);
  }

  private static ConfigurationAttribute empty(int type) {
    return new ConfigurationAttribute(type, Octets.empty());
  }
}
