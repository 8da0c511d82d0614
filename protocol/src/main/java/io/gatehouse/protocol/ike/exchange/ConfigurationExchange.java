package io.gatehouse.protocol.ike.exchange;

import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.CISCO_BANNER;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.CISCO_DEF_DOMAIN;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.CISCO_IDLE_TIMEOUT;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.CISCO_SESSION_TIMEOUT;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.CISCO_SPLIT_DNS;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_DNS_DOMAIN;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP4_ADDRESS;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP4_DNS;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP4_NBNS;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP4_NETMASK;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP4_SUBNET;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP6_ADDRESS;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP6_DNS;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.INTERNAL_IP6_SUBNET;
import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.SUPPORTED_ATTRIBUTES;

import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Answers a CFG_REQUEST (RFC 7296 section 3.15) with what the client asked for and is given.
 * Attributes that are unknown, or for which there is nothing, are left out, which is no error.
 */
public final class ConfigurationExchange {

  private static final int HOST_PREFIX = 128;

  private static final List<Integer> SUPPORTED =
      List.of(
          INTERNAL_IP4_ADDRESS,
          INTERNAL_IP4_NETMASK,
          INTERNAL_IP4_DNS,
          INTERNAL_IP4_NBNS,
          INTERNAL_IP6_ADDRESS,
          INTERNAL_IP6_DNS,
          INTERNAL_IP4_SUBNET,
          SUPPORTED_ATTRIBUTES,
          INTERNAL_IP6_SUBNET,
          INTERNAL_DNS_DOMAIN,
          CISCO_BANNER,
          CISCO_DEF_DOMAIN,
          CISCO_SPLIT_DNS,
          CISCO_SESSION_TIMEOUT,
          CISCO_IDLE_TIMEOUT);

  private ConfigurationExchange() {}

  /** Which addresses are asked for: with none of them to give, INTERNAL_ADDRESS_FAILURE. */
  public static Set<AddressFamily> requested(Payload.Configuration request) {
    Set<Integer> types = types(request);
    Set<AddressFamily> families = EnumSet.noneOf(AddressFamily.class);
    if (types.contains(INTERNAL_IP4_ADDRESS)) {
      families.add(AddressFamily.IPV4);
    }
    if (types.contains(INTERNAL_IP6_ADDRESS)) {
      families.add(AddressFamily.IPV6);
    }
    return families;
  }

  /**
   * The CFG_REPLY. DNS servers are given with an address of their family even if they are not asked
   * for.
   *
   * @param inside the addresses assigned to the client, at most one of each family
   */
  public static Payload.Configuration reply(
      Payload.Configuration request, Authorization authorization, List<InetAddress> inside) {
    Set<Integer> wanted = types(request);
    if (wanted.contains(INTERNAL_IP4_ADDRESS) && ipv4(inside).findAny().isPresent()) {
      wanted.add(INTERNAL_IP4_DNS);
    }
    if (wanted.contains(INTERNAL_IP6_ADDRESS) && ipv6(inside).findAny().isPresent()) {
      wanted.add(INTERNAL_IP6_DNS);
    }
    List<ConfigurationAttribute> attributes = new ArrayList<>();
    for (int type : wanted) {
      values(type, authorization, inside)
          .forEach(value -> attributes.add(new ConfigurationAttribute(type, value)));
    }
    return new Payload.Configuration(ConfigurationType.CFG_REPLY, attributes);
  }

  private static Stream<Octets> values(
      int type, Authorization authorization, List<InetAddress> inside) {
    return switch (type) {
      case INTERNAL_IP4_ADDRESS -> ipv4(inside);
      case INTERNAL_IP4_NETMASK -> netmask(authorization, inside);
      case INTERNAL_IP4_DNS -> ipv4(authorization.dns());
      case INTERNAL_IP4_NBNS -> ipv4(authorization.wins());
      case INTERNAL_IP4_SUBNET -> subnets4(authorization.splitInclude());
      case INTERNAL_IP6_ADDRESS -> ipv6(inside).map(address -> withPrefix(address, HOST_PREFIX));
      case INTERNAL_IP6_DNS -> ipv6(authorization.dns());
      case INTERNAL_IP6_SUBNET -> subnets6(authorization.splitInclude());
      case SUPPORTED_ATTRIBUTES -> Stream.of(supported());
      case INTERNAL_DNS_DOMAIN, CISCO_SPLIT_DNS -> texts(authorization.splitDns());
      case CISCO_BANNER -> texts(authorization.banner());
      case CISCO_DEF_DOMAIN -> texts(authorization.defaultDomain());
      case CISCO_SESSION_TIMEOUT ->
          authorization.sessionTimeout().map(ConfigurationExchange::seconds).stream();
      case CISCO_IDLE_TIMEOUT ->
          authorization.idleTimeout().map(ConfigurationExchange::seconds).stream();
      default -> Stream.empty();
    };
  }

  private static Set<Integer> types(Payload.Configuration request) {
    Set<Integer> types = new LinkedHashSet<>();
    request.attributes().forEach(attribute -> types.add(attribute.type()));
    return types;
  }

  private static Stream<Octets> netmask(Authorization authorization, List<InetAddress> inside) {
    return ipv4(inside)
        .map(
            _ ->
                authorization
                    .netmask()
                    .map(netmask -> Octets.copyOf(netmask.getAddress()))
                    .orElse(Octets.hex("ffffffff")));
  }

  private static Stream<Octets> ipv4(List<InetAddress> addresses) {
    return addresses.stream()
        .filter(Inet4Address.class::isInstance)
        .map(address -> Octets.copyOf(address.getAddress()));
  }

  private static Stream<Octets> ipv6(List<InetAddress> addresses) {
    return addresses.stream()
        .filter(Inet6Address.class::isInstance)
        .map(address -> Octets.copyOf(address.getAddress()));
  }

  private static Stream<Octets> subnets4(List<Network> networks) {
    return networks.stream()
        .filter(network -> network.address() instanceof Inet4Address)
        .map(network -> Octets.concat(start(network), mask(network.prefixLength())));
  }

  private static Stream<Octets> subnets6(List<Network> networks) {
    return networks.stream()
        .filter(network -> network.address() instanceof Inet6Address)
        .map(network -> withPrefix(start(network), network.prefixLength()));
  }

  private static Octets start(Network network) {
    return Octets.copyOf(AddressRange.of(network).start().getAddress());
  }

  private static Octets mask(int prefixLength) {
    return number((int) (-1L << (Integer.SIZE - prefixLength)));
  }

  private static Octets withPrefix(Octets address, int prefixLength) {
    return Octets.concat(address, Octets.owned(new byte[] {(byte) prefixLength}));
  }

  private static Octets supported() {
    ByteBuffer types = ByteBuffer.allocate(SUPPORTED.size() * Short.BYTES);
    SUPPORTED.forEach(type -> types.putShort(type.shortValue()));
    return Octets.owned(types.array());
  }

  private static Stream<Octets> texts(Optional<String> text) {
    return text.map(Octets::utf8).stream();
  }

  private static Stream<Octets> texts(Collection<String> texts) {
    return texts.stream().map(Octets::utf8);
  }

  private static Octets seconds(Duration duration) {
    return number((int) Math.min(duration.toSeconds(), Integer.MAX_VALUE));
  }

  private static Octets number(int number) {
    return Octets.owned(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
