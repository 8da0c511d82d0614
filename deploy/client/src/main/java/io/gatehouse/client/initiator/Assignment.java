package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the headend's CFG_REPLY assigns (RFC 7296 section 3.15).
 *
 * @param subnets to be reached through the tunnel, as {@code 10.1.0.0/16}; none: everything
 */
public record Assignment(
    List<InetAddress> addresses,
    List<InetAddress> nameServers,
    List<String> subnets,
    String banner,
    String defaultDomain) {

  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  public static Assignment none() {
    return new Assignment(List.of(), List.of(), List.of(), "", "");
  }

  static Assignment from(Payload.Configuration reply) {
    return new Assignment(
        Stream.concat(
                addresses(reply, ConfigurationAttribute.INTERNAL_IP4_ADDRESS, IPV4_LENGTH),
                addresses(reply, ConfigurationAttribute.INTERNAL_IP6_ADDRESS, IPV6_LENGTH))
            .toList(),
        Stream.concat(
                addresses(reply, ConfigurationAttribute.INTERNAL_IP4_DNS, IPV4_LENGTH),
                addresses(reply, ConfigurationAttribute.INTERNAL_IP6_DNS, IPV6_LENGTH))
            .toList(),
        Stream.concat(
                values(reply, ConfigurationAttribute.INTERNAL_IP4_SUBNET)
                    .filter(value -> value.length() == 2 * IPV4_LENGTH)
                    .map(Assignment::subnet4),
                values(reply, ConfigurationAttribute.INTERNAL_IP6_SUBNET)
                    .filter(value -> value.length() == IPV6_LENGTH + 1)
                    .map(Assignment::subnet6))
            .toList(),
        text(reply, CiscoAttributes.BANNER),
        text(reply, CiscoAttributes.DEFAULT_DOMAIN));
  }

  private static Stream<InetAddress> addresses(Payload.Configuration reply, int type, int length) {
    return values(reply, type)
        .filter(value -> value.length() >= length)
        .map(value -> address(value.slice(0, length)));
  }

  private static Stream<Octets> values(Payload.Configuration reply, int type) {
    return reply.attributes().stream()
        .filter(attribute -> attribute.type() == type)
        .map(ConfigurationAttribute::value);
  }

  private static String text(Payload.Configuration reply, int type) {
    return values(reply, type).findFirst().map(Octets::utf8).orElse("");
  }

  private static String subnet4(Octets value) {
    int mask = value.buffer().getInt(IPV4_LENGTH);
    return address(value.slice(0, IPV4_LENGTH)).getHostAddress() + "/" + Integer.bitCount(mask);
  }

  private static String subnet6(Octets value) {
    return address(value.slice(0, IPV6_LENGTH)).getHostAddress() + "/" + value.at(IPV6_LENGTH);
  }

  private static InetAddress address(Octets octets) {
    try {
      return InetAddress.getByAddress(octets.toArray());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public Optional<InetAddress> first() {
    return addresses.stream().findFirst();
  }
}
