package io.gatehouse.cluster.aaa;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.cluster.config.AccessList;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.Network;
import io.gatehouse.protocol.octets.Octets;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadiusAuthorizationTest {

  private static final Network CORPORATE = new Network(InetAddress.ofLiteral("172.16.0.0"), 12);
  private static final Map<String, AccessList> ACCESS_LISTS =
      Map.of("corporate", new AccessList("corporate", List.of(CORPORATE)));

  private static RadiusAuthorization map(RadiusAttribute... attributes) {
    return RadiusAuthorization.of("alice", RadiusAttributes.of(attributes), ACCESS_LISTS);
  }

  private static RadiusAuthorization pairs(String... pairs) {
    return map(
        Stream.of(pairs)
            .map(pair -> RadiusAttribute.text(AttributeType.CISCO_AVPAIR, pair))
            .toArray(RadiusAttribute[]::new));
  }

  private static Authorization given(String... pairs) {
    RadiusAuthorization mapped = pairs(pairs);
    assertThat(mapped.ignored()).isEmpty();
    return mapped.authorization();
  }

  private static RadiusAttribute address(AttributeType type, String address) {
    return RadiusAttribute.address(type, InetAddress.ofLiteral(address));
  }

  private static Network network(String address, int length) {
    return new Network(InetAddress.ofLiteral(address), length);
  }

  @Test
  void standardAttributesAreRead() {
    Authorization given =
        map(
                RadiusAttribute.text(AttributeType.USER_NAME, "Alice@example.com"),
                address(AttributeType.FRAMED_IP_ADDRESS, "10.9.0.7"),
                address(AttributeType.FRAMED_IP_NETMASK, "255.255.255.0"),
                RadiusAttribute.text(AttributeType.FRAMED_POOL, "pool"),
                RadiusAttribute.integer(AttributeType.SESSION_TIMEOUT, 3600),
                RadiusAttribute.integer(AttributeType.IDLE_TIMEOUT, -1),
                new RadiusAttribute(AttributeType.CLASS, Octets.hex("00ff")),
                address(AttributeType.MS_PRIMARY_DNS_SERVER, "10.0.0.53"),
                address(AttributeType.MS_SECONDARY_DNS_SERVER, "10.0.0.54"),
                address(AttributeType.MS_PRIMARY_NBNS_SERVER, "10.0.0.137"))
            .authorization();

    assertThat(given.userName()).isEqualTo("Alice@example.com");
    assertThat(given.framedAddress()).contains(InetAddress.ofLiteral("10.9.0.7"));
    assertThat(given.netmask()).contains(InetAddress.ofLiteral("255.255.255.0"));
    assertThat(given.addressPool()).contains("pool");
    assertThat(given.sessionTimeout()).contains(Duration.ofHours(1));
    assertThat(given.idleTimeout()).contains(Duration.ofSeconds(0xffffffffL));
    assertThat(given.radiusClass()).containsExactly(Octets.hex("00ff"));
    assertThat(given.dns())
        .containsExactly(InetAddress.ofLiteral("10.0.0.53"), InetAddress.ofLiteral("10.0.0.54"));
    assertThat(given.wins()).containsExactly(InetAddress.ofLiteral("10.0.0.137"));
  }

  @Test
  void attributePairsAreReadWithAndWithoutTheirProtocol() {
    assertThat(given("ipsec:addr-pool=pool").addressPool()).contains("pool");
    assertThat(given("addr-pool=pool").addressPool()).contains("pool");
    assertThat(given("IPsec:Addr-Pool*pool").addressPool()).contains("pool");
    assertThat(given("ipsec:netmask=255.255.0.0").netmask())
        .contains(InetAddress.ofLiteral("255.255.0.0"));
    assertThat(given("ipsec:default-domain=example.com").defaultDomain()).contains("example.com");
    assertThat(given("ipsec:banner=Be good: 1=1").banner()).contains("Be good: 1=1");
    assertThat(given("ipsec:wins-servers=10.0.0.1 10.0.0.2").wins()).hasSize(2);
    assertThat(given("ipsec:dns-servers=10.0.0.1", "ipsec:dns-servers=2001:db8::1").dns())
        .containsExactly(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("2001:db8::1"));
    assertThat(given("ipsec:split-dns=a.example", "ipsec:split-dns=b.example,c.example").splitDns())
        .containsExactly("a.example", "b.example", "c.example");
  }

  @Test
  void ipv6IsReadFromAttributesAndPairs() {
    Authorization standard =
        map(
                address(AttributeType.FRAMED_IPV6_ADDRESS, "2001:db8::7"),
                RadiusAttribute.text(AttributeType.FRAMED_IPV6_POOL, "six"),
                address(AttributeType.DNS_SERVER_IPV6_ADDRESS, "2001:db8::53"),
                address(AttributeType.DNS_SERVER_IPV6_ADDRESS, "2001:db8::54"),
                address(AttributeType.MS_PRIMARY_DNS_SERVER, "10.0.0.53"))
            .authorization();

    assertThat(standard.framedIpv6Address()).contains(InetAddress.ofLiteral("2001:db8::7"));
    assertThat(standard.ipv6AddressPool()).contains("six");
    assertThat(standard.addressPool()).isEmpty();
    assertThat(standard.dns())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("10.0.0.53", "2001:db8:0:0:0:0:0:53", "2001:db8:0:0:0:0:0:54");
    Authorization pairs =
        given(
            "ipsec:ipv6-addr-pool=pair",
            "ipsec:addrv6=2001:db8::8",
            "ipsec:ipv6-dns-servers-addr=2001:db8::1 2001:db8::2");
    assertThat(pairs.ipv6AddressPool()).contains("pair");
    assertThat(pairs.framedIpv6Address()).contains(InetAddress.ofLiteral("2001:db8::8"));
    assertThat(pairs.dns()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000000000000000",
        "00000000000000000000000000000001",
        "ff020000000000000000000000000001",
        "fe800000000000000000000000000001",
        "00000000000000000000ffff0a000001",
        "0a000001"
      })
  void anIpv6AddressThatIsNoHostsIsLeftToThePool(String octets) {
    assertThat(
            map(new RadiusAttribute(AttributeType.FRAMED_IPV6_ADDRESS, Octets.hex(octets)))
                .authorization())
        .isEqualTo(Authorization.of("alice"));
  }

  @Test
  void routeSetsAreNetworksBehindTheHeadend() {
    assertThat(
            given(
                    "ipsec:route-set=prefix 10.1.0.0/16",
                    "ipsec:route-set=prefix 10.2.3.4 255.255.0.0",
                    "ipsec:route-set=prefix 192.0.2.1",
                    "ipsec:route-set=prefix 2001:db8::/32",
                    "ipsec:route-set=prefix 0.0.0.0/0",
                    "ipsec:route-set=access-list corporate")
                .splitInclude())
        .containsExactly(
            network("10.1.0.0", 16),
            network("10.2.0.0", 16),
            network("192.0.2.1", 32),
            network("2001:db8::", 32),
            network("0.0.0.0", 0),
            CORPORATE);
  }

  @Test
  void anAttributePairComesBeforeTheStandardAttribute() {
    Authorization given =
        map(
                RadiusAttribute.text(AttributeType.FRAMED_POOL, "standard"),
                address(AttributeType.MS_PRIMARY_DNS_SERVER, "10.0.0.53"),
                RadiusAttribute.avPair("ipsec:addr-pool", "pair"),
                RadiusAttribute.avPair("ipsec:dns-servers", "10.0.0.1"))
            .authorization();

    assertThat(given.addressPool()).contains("pair");
    assertThat(given.dns()).containsExactly(InetAddress.ofLiteral("10.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipsec:route-set=prefix 10.0.0.0/33",
        "ipsec:route-set=prefix 10.0.0.0 255.0.255.0",
        "ipsec:route-set=prefix host.example/8",
        "ipsec:route-set=prefix 10.1/16",
        "ipsec:route-set=prefix fe80::1%eth0/64",
        "ipsec:route-set=access-list unheard-of",
        "ipsec:route-set=interface",
        "ipsec:dns-servers=localhost",
        "ipsec:netmask=255.0.255.0",
        "ipsec:addr-pool=",
        "ipsec:ipv6-addr-pool=two words",
        "ipsec:addrv6=10.0.0.1",
        "ipsec:ipv6-dns-servers-addr=10.0.0.1",
        "ipsec:addr-pool=two words",
        "ipsec:banner=",
        "ipsec:default-domain=exa mple",
        "ip:inacl#1=permit ip any any",
        "shell:priv-lvl=15",
        "firewall=1",
        "=",
        "",
        "no pair"
      })
  void whatMeansNothingHereIsNamedAndHasNoEffect(String pair) {
    RadiusAuthorization mapped = pairs(pair);

    assertThat(mapped.authorization()).isEqualTo(Authorization.of("alice"));
    assertThat(mapped.ignored()).hasSize(pair.isEmpty() ? 0 : 1);
  }

  @Test
  void whatIsIgnoredIsNamedWithoutItsValueAndNotAtLength() {
    String[] many =
        Collections.nCopies(100, "x".repeat(50) + "\n\u001b[2J=secret").toArray(String[]::new);

    assertThat(pairs(many).ignored())
        .hasSize(16)
        .allSatisfy(name -> assertThat(name).matches("[x…?]{1,41}"));
    assertThat(pairs("ipsec:ikev2-password-local=secret").ignored())
        .containsExactly("ipsec:ikev2-password-local");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"255.255.255.255", "255.255.255.254", "0.0.0.0", "127.0.0.1", "224.0.0.1"})
  void anAddressThatIsNoHostsIsLeftToThePool(String address) {
    assertThat(map(address(AttributeType.FRAMED_IP_ADDRESS, address)).authorization())
        .isEqualTo(Authorization.of("alice"));
  }

  @Test
  void valuesOfAWrongLengthAndZeroTimeoutsHaveNoEffect() {
    assertThat(
            map(
                    new RadiusAttribute(AttributeType.FRAMED_IP_ADDRESS, Octets.hex("0a00")),
                    new RadiusAttribute(AttributeType.SESSION_TIMEOUT, Octets.hex("01")),
                    RadiusAttribute.integer(AttributeType.IDLE_TIMEOUT, 0),
                    address(AttributeType.FRAMED_IP_NETMASK, "255.0.255.0"),
                    RadiusAttribute.text(AttributeType.USER_NAME, " "),
                    RadiusAttribute.text(AttributeType.USER_NAME, "\u0000"))
                .authorization())
        .isEqualTo(Authorization.of("alice"));
  }

  @FuzzTest(maxDuration = "60s")
  void isTotalAndBoundedForAnyAttributes(FuzzedDataProvider data) {
    List<RadiusAttribute> attributes = new ArrayList<>();
    while (data.remainingBytes() > 0 && attributes.size() < 2000) {
      attributes.add(
          new RadiusAttribute(
              data.pickValue(AttributeType.values()), Octets.owned(data.consumeBytes(253))));
    }

    RadiusAuthorization mapped =
        RadiusAuthorization.of("alice", new RadiusAttributes(attributes), ACCESS_LISTS);

    assertThat(mapped.ignored()).hasSizeLessThanOrEqualTo(16);
    assertThat(mapped.authorization().dns()).hasSizeLessThanOrEqualTo(8);
    assertThat(mapped.authorization().splitInclude()).hasSizeLessThanOrEqualTo(200);
    assertThat(mapped.authorization().splitDns()).hasSizeLessThanOrEqualTo(100);
    assertThat(mapped.authorization().userName()).isNotBlank();
  }
}
