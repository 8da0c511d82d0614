package io.gatehouse.protocol.ike.exchange;

import static io.gatehouse.protocol.ike.message.ConfigurationAttribute.APPLICATION_VERSION;
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
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.ConfigurationAttribute;
import io.gatehouse.protocol.ike.message.ConfigurationType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 7296 section 3.15.1. */
class ConfigurationExchangeTest {

  private static final List<InetAddress> IPV4 = List.of(ip("10.99.0.15"));
  private static final List<InetAddress> BOTH = List.of(ip("10.99.0.15"), ip("2001:db8::15"));
  private static final Authorization EVERYTHING =
      new Authorization(
          "alice",
          Optional.empty(),
          Optional.empty(),
          Optional.of(ip("255.255.255.0")),
          List.of(ip("192.0.2.53"), ip("2001:db8::53"), ip("192.0.2.54")),
          List.of(ip("192.0.2.42")),
          Optional.of("example.com"),
          List.of("example.com", "example.net"),
          List.of(new Network(ip("10.1.2.3"), 8), new Network(ip("2001:db8:1::"), 48)),
          Optional.of("Welcome"),
          Optional.of(Duration.ofHours(1)),
          Optional.of(Duration.ofMinutes(30)),
          List.of());

  @Test
  void everythingThatIsAskedForIsGivenInTheOrderOfTheRequest() {
    Payload.Configuration request =
        request(
            INTERNAL_IP4_ADDRESS,
            INTERNAL_IP4_NETMASK,
            INTERNAL_IP4_DNS,
            INTERNAL_IP4_NBNS,
            5,
            APPLICATION_VERSION,
            INTERNAL_IP6_ADDRESS,
            INTERNAL_IP4_SUBNET,
            28672,
            28674,
            28675,
            28704,
            28705,
            28711);

    assertThat(ConfigurationExchange.reply(request, EVERYTHING, BOTH))
        .isEqualTo(
            reply(
                attribute(INTERNAL_IP4_ADDRESS, "0a63000f"),
                attribute(INTERNAL_IP4_NETMASK, "ffffff00"),
                attribute(INTERNAL_IP4_DNS, "c0000235"),
                attribute(INTERNAL_IP4_DNS, "c0000236"),
                attribute(INTERNAL_IP4_NBNS, "c000022a"),
                attribute(INTERNAL_IP6_ADDRESS, "20010db800000000000000000000001580"),
                attribute(INTERNAL_IP4_SUBNET, "0a000000ff000000"),
                new ConfigurationAttribute(28672, Octets.utf8("Welcome")),
                new ConfigurationAttribute(28674, Octets.utf8("example.com")),
                new ConfigurationAttribute(28675, Octets.utf8("example.com")),
                new ConfigurationAttribute(28675, Octets.utf8("example.net")),
                attribute(28704, "00000e10"),
                attribute(28705, "00000708"),
                attribute(INTERNAL_IP6_DNS, "20010db8000000000000000000000053")));
  }

  @Test
  void ipv6SubnetsHaveAPrefixLength() {
    assertThat(ConfigurationExchange.reply(request(INTERNAL_IP6_SUBNET), EVERYTHING, IPV4))
        .isEqualTo(reply(attribute(INTERNAL_IP6_SUBNET, "20010db800010000000000000000000030")));
  }

  @Test
  void dnsComesWithAnAddress() {
    assertThat(
            ConfigurationExchange.reply(request(INTERNAL_IP4_ADDRESS), EVERYTHING, IPV4)
                .attributes())
        .extracting(ConfigurationAttribute::type)
        .containsExactly(INTERNAL_IP4_ADDRESS, INTERNAL_IP4_DNS, INTERNAL_IP4_DNS);
  }

  @Test
  void dnsIsOfNoUseWithoutAnAddressOfItsFamily() {
    assertThat(
            ConfigurationExchange.reply(
                    request(INTERNAL_IP4_ADDRESS, INTERNAL_IP6_ADDRESS), EVERYTHING, IPV4)
                .attributes())
        .extracting(ConfigurationAttribute::type)
        .containsExactly(INTERNAL_IP4_ADDRESS, INTERNAL_IP4_DNS, INTERNAL_IP4_DNS);
  }

  @Test
  void theNetmaskIsThatOfAHostUnlessConfigured() {
    assertThat(
            ConfigurationExchange.reply(
                request(INTERNAL_IP4_ADDRESS, INTERNAL_IP4_NETMASK),
                Authorization.of("alice"),
                IPV4))
        .isEqualTo(
            reply(
                attribute(INTERNAL_IP4_ADDRESS, "0a63000f"),
                attribute(INTERNAL_IP4_NETMASK, "ffffffff")));
  }

  @Test
  void whatIsUnknownOrAbsentIsLeftOut() {
    Payload.Configuration request =
        request(
            INTERNAL_IP4_NETMASK,
            INTERNAL_IP4_SUBNET,
            INTERNAL_IP6_ADDRESS,
            INTERNAL_DNS_DOMAIN,
            28672,
            28674,
            28675,
            28704,
            32767);

    assertThat(ConfigurationExchange.reply(request, Authorization.of("alice"), List.of()))
        .isEqualTo(reply());
  }

  @Test
  void anAttributeAskedForTwiceIsGivenOnce() {
    assertThat(
            ConfigurationExchange.reply(
                request(INTERNAL_IP4_ADDRESS, INTERNAL_IP4_ADDRESS),
                Authorization.of("alice"),
                IPV4))
        .isEqualTo(reply(attribute(INTERNAL_IP4_ADDRESS, "0a63000f")));
  }

  @Test
  void aNetworkOfLength0HasAnEmptyMask() {
    Authorization all =
        new Authorization(
            "alice",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(new Network(ip("0.0.0.0"), 0)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    assertThat(ConfigurationExchange.reply(request(INTERNAL_IP4_SUBNET), all, IPV4))
        .isEqualTo(reply(attribute(INTERNAL_IP4_SUBNET, "0000000000000000")));
  }

  @Test
  void supportedAttributesAreListedOnRequest() {
    Payload.Configuration reply =
        ConfigurationExchange.reply(
            request(SUPPORTED_ATTRIBUTES), Authorization.of("alice"), List.of());

    assertThat(reply.attributes()).hasSize(1);
    assertThat(reply.attributes().getFirst().value().hex())
        .startsWith("0001" + "0002" + "0003" + "0004" + "0008")
        .endsWith("7021");
  }

  @Test
  void itIsKnownWhichAddressesAreAskedFor() {
    assertThat(ConfigurationExchange.requested(request(INTERNAL_IP4_ADDRESS)))
        .containsExactly(AddressFamily.IPV4);
    assertThat(ConfigurationExchange.requested(request(INTERNAL_IP6_ADDRESS)))
        .containsExactly(AddressFamily.IPV6);
    assertThat(ConfigurationExchange.requested(request(INTERNAL_IP6_ADDRESS, INTERNAL_IP4_ADDRESS)))
        .containsExactly(AddressFamily.IPV4, AddressFamily.IPV6);
    assertThat(ConfigurationExchange.requested(request(INTERNAL_IP4_DNS))).isEmpty();
  }

  private static Payload.Configuration request(int... types) {
    return new Payload.Configuration(
        ConfigurationType.CFG_REQUEST,
        IntStream.of(types)
            .mapToObj(type -> new ConfigurationAttribute(type, Octets.empty()))
            .toList());
  }

  private static Payload.Configuration reply(ConfigurationAttribute... attributes) {
    return new Payload.Configuration(ConfigurationType.CFG_REPLY, List.of(attributes));
  }

  private static ConfigurationAttribute attribute(int type, String hex) {
    return new ConfigurationAttribute(type, Octets.hex(hex));
  }

  private static InetAddress ip(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
