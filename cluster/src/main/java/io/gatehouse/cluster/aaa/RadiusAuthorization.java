package io.gatehouse.cluster.aaa;

import static io.gatehouse.cluster.aaa.AttributeType.ACCT_INTERIM_INTERVAL;
import static io.gatehouse.cluster.aaa.AttributeType.CISCO_AVPAIR;
import static io.gatehouse.cluster.aaa.AttributeType.CLASS;
import static io.gatehouse.cluster.aaa.AttributeType.DNS_SERVER_IPV6_ADDRESS;
import static io.gatehouse.cluster.aaa.AttributeType.FRAMED_IPV6_ADDRESS;
import static io.gatehouse.cluster.aaa.AttributeType.FRAMED_IPV6_POOL;
import static io.gatehouse.cluster.aaa.AttributeType.FRAMED_IP_ADDRESS;
import static io.gatehouse.cluster.aaa.AttributeType.FRAMED_IP_NETMASK;
import static io.gatehouse.cluster.aaa.AttributeType.FRAMED_POOL;
import static io.gatehouse.cluster.aaa.AttributeType.IDLE_TIMEOUT;
import static io.gatehouse.cluster.aaa.AttributeType.MS_PRIMARY_DNS_SERVER;
import static io.gatehouse.cluster.aaa.AttributeType.MS_PRIMARY_NBNS_SERVER;
import static io.gatehouse.cluster.aaa.AttributeType.MS_SECONDARY_DNS_SERVER;
import static io.gatehouse.cluster.aaa.AttributeType.MS_SECONDARY_NBNS_SERVER;
import static io.gatehouse.cluster.aaa.AttributeType.SESSION_TIMEOUT;
import static io.gatehouse.cluster.aaa.AttributeType.USER_NAME;

import io.gatehouse.cluster.config.AccessList;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an Access-Accept gives. A {@code cisco-avpair} comes before the standard attribute that says
 * the same; of several values where one is wanted, the first counts.
 *
 * @param ignored names of attribute pairs that mean nothing here or whose values cannot be read; no
 *     values, and not many of them
 */
record RadiusAuthorization(Authorization authorization, List<String> ignored) {

  private static final int MAXIMUM_CLASSES = 16;
  private static final int MAXIMUM_NAME = 253;

  /**
   * @param userName the authenticated name unless User-Name replaces it
   * @param accessLists that {@code route-set=access-list} may name
   */
  static RadiusAuthorization of(
      String userName, RadiusAttributes attributes, Map<String, AccessList> accessLists) {
    AvPairReader pairs = new AvPairReader(accessLists);
    attributes.all(CISCO_AVPAIR).map(Octets::utf8).forEach(pairs::read);
    Authorization authorization =
        new Authorization(
            attributes.text(USER_NAME).filter(RadiusAuthorization::isName).orElse(userName),
            attributes.ipv4(FRAMED_IP_ADDRESS).filter(RadiusAuthorization::isHost),
            pairs.addressPool().or(() -> attributes.text(FRAMED_POOL).filter(pool -> isName(pool))),
            pairs.netmask().or(() -> netmask(attributes)),
            dns(pairs, attributes),
            orElse(pairs.wins(), attributes, MS_PRIMARY_NBNS_SERVER, MS_SECONDARY_NBNS_SERVER),
            pairs.defaultDomain(),
            pairs.splitDns(),
            pairs.splitInclude(),
            pairs.banner(),
            seconds(attributes, SESSION_TIMEOUT),
            seconds(attributes, IDLE_TIMEOUT),
            attributes.all(CLASS).limit(MAXIMUM_CLASSES).toList(),
            seconds(attributes, ACCT_INTERIM_INTERVAL),
            Optional.empty(),
            pairs
                .ipv6Address()
                .or(() -> attributes.ipv6(FRAMED_IPV6_ADDRESS).findFirst())
                .filter(RadiusAuthorization::isHost),
            pairs
                .ipv6AddressPool()
                .or(() -> attributes.text(FRAMED_IPV6_POOL).filter(pool -> isName(pool))));
    return new RadiusAuthorization(authorization, pairs.ignored());
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= MAXIMUM_NAME
        && text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xfffd);
  }

  private static List<InetAddress> dns(AvPairReader pairs, RadiusAttributes attributes) {
    List<InetAddress> ipv6 =
        pairs.ipv6Dns().isEmpty()
            ? attributes
                .ipv6(DNS_SERVER_IPV6_ADDRESS)
                .limit(AvPairReader.MAXIMUM_ADDRESSES)
                .toList()
            : pairs.ipv6Dns();
    return Stream.concat(
            orElse(pairs.dns(), attributes, MS_PRIMARY_DNS_SERVER, MS_SECONDARY_DNS_SERVER)
                .stream(),
            ipv6.stream())
        .distinct()
        .toList();
  }

  /**
   * RFC 2865 section 5.8 gives 255.255.255.255 and 255.255.255.254 other meanings: the headend
   * chooses the address.
   */
  private static boolean isHost(InetAddress address) {
    boolean classE = address instanceof Inet4Address && (address.getAddress()[0] & 0xf0) == 0xf0;
    return !classE
        && !(address instanceof Inet6Address && address.isLinkLocalAddress())
        && !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isMulticastAddress();
  }

  private static Optional<InetAddress> netmask(RadiusAttributes attributes) {
    return attributes
        .ipv4(FRAMED_IP_NETMASK)
        .filter(mask -> AttributeText.maskLength(mask).isPresent());
  }

  private static List<InetAddress> orElse(
      List<InetAddress> fromPairs,
      RadiusAttributes attributes,
      AttributeType primary,
      AttributeType secondary) {
    return fromPairs.isEmpty()
        ? Stream.of(primary, secondary)
            .flatMap(type -> attributes.ipv4(type).stream())
            .filter(address -> !address.isAnyLocalAddress())
            .toList()
        : fromPairs;
  }

  /** Zero is no limit, as on IOS. */
  private static Optional<Duration> seconds(RadiusAttributes attributes, AttributeType type) {
    return attributes.integer(type).filter(seconds -> seconds > 0).map(Duration::ofSeconds);
  }
}
