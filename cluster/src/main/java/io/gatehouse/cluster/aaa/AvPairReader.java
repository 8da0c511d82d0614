package io.gatehouse.cluster.aaa;

import io.gatehouse.cluster.config.AccessList;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects the attribute pairs of one reply. Every list is bounded. */
final class AvPairReader {

  static final int MAXIMUM_ADDRESSES = 4;
  private static final int MAXIMUM_DOMAINS = 100;
  private static final int MAXIMUM_NETWORKS = 200;
  private static final int MAXIMUM_IGNORED = 16;
  private static final int MAXIMUM_PRINTED = 40;

  private final Map<String, AccessList> accessLists;
  private final List<String> addressPools = new ArrayList<>();
  private final List<InetAddress> ipv6Addresses = new ArrayList<>();
  private final List<String> ipv6AddressPools = new ArrayList<>();
  private final List<InetAddress> netmasks = new ArrayList<>();
  private final List<InetAddress> dns = new ArrayList<>();
  private final List<InetAddress> ipv6Dns = new ArrayList<>();
  private final List<InetAddress> wins = new ArrayList<>();
  private final List<String> defaultDomains = new ArrayList<>();
  private final List<String> splitDns = new ArrayList<>();
  private final List<Network> splitInclude = new ArrayList<>();
  private final List<String> banners = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  AvPairReader(Map<String, AccessList> accessLists) {
    this.accessLists = accessLists;
  }

  void read(String text) {
    Optional<CiscoAvPair> pair = CiscoAvPair.parse(text);
    if (!pair.map(this::take).orElse(false) && ignored.size() < MAXIMUM_IGNORED) {
      ignored.add(printable(pair.map(CiscoAvPair::toString).orElse("not a pair")));
    }
  }

  private boolean take(CiscoAvPair pair) {
    return pair.isIpsec() && takeIpsec(pair.attribute(), pair.value());
  }

  private boolean takeIpsec(String attribute, String value) {
    return switch (attribute) {
      case "addr-pool" -> add(addressPools, 1, word(value));
      case "ipv6-addr-pool" -> add(ipv6AddressPools, 1, word(value));
      case "addrv6" -> add(ipv6Addresses, 1, AttributeText.ipv6Address(value));
      case "netmask" -> add(netmasks, 1, AttributeText.address(value).filter(AvPairReader::isMask));
      case "dns-servers" -> addEach(dns, MAXIMUM_ADDRESSES, value, AttributeText::address);
      case "ipv6-dns-servers-addr" ->
          addEach(ipv6Dns, MAXIMUM_ADDRESSES, value, AttributeText::ipv6Address);
      case "wins-servers" -> addEach(wins, MAXIMUM_ADDRESSES, value, AttributeText::address);
      case "default-domain" -> add(defaultDomains, 1, AttributeText.domain(value));
      case "split-dns" -> addEach(splitDns, MAXIMUM_DOMAINS, value, AttributeText::domain);
      case "banner" -> add(banners, 1, Optional.of(value).filter(text -> !text.isEmpty()));
      case "route-set" -> routeSet(value);
      default -> false;
    };
  }

  /** {@code prefix 10.1.0.0/16} or {@code access-list NAME}. */
  private boolean routeSet(String value) {
    String[] words = value.split("\\s+", 2);
    if (words.length < 2) {
      return false;
    }
    return switch (words[0]) {
      case "prefix" -> add(splitInclude, MAXIMUM_NETWORKS, AttributeText.network(words[1]));
      case "access-list" ->
          Optional.ofNullable(accessLists.get(words[1])).map(this::addPermitted).orElse(false);
      default -> false;
    };
  }

  private boolean addPermitted(AccessList accessList) {
    return accessList.permitted().stream()
        .allMatch(network -> add(splitInclude, MAXIMUM_NETWORKS, Optional.of(network)));
  }

  /** One word without control characters. */
  private static Optional<String> word(String text) {
    return text.matches("[^\\s\\p{Cntrl}]{1,127}") ? Optional.of(text) : Optional.empty();
  }

  private static boolean isMask(InetAddress address) {
    return AttributeText.maskLength(address).isPresent();
  }

  private static <T> boolean add(List<T> values, int limit, Optional<? extends T> value) {
    return value.filter(present -> values.size() < limit).map(values::add).orElse(false);
  }

  /** Values are separated by blanks or commas; those that can be read are taken. */
  private static <T> boolean addEach(
      List<T> values, int limit, String text, Function<String, Optional<T>> reader) {
    return Arrays.stream(text.split("[\\s,]+"))
        .map(word -> add(values, limit, reader.apply(word)))
        .reduce(true, (all, one) -> all && one);
  }

  private static String printable(String text) {
    String cut = text.length() <= MAXIMUM_PRINTED ? text : text.substring(0, MAXIMUM_PRINTED) + "…";
    return cut.replaceAll("[^\\p{Graph}…]", "?");
  }

  Optional<String> addressPool() {
    return addressPools.stream().findFirst();
  }

  Optional<InetAddress> ipv6Address() {
    return ipv6Addresses.stream().findFirst();
  }

  Optional<String> ipv6AddressPool() {
    return ipv6AddressPools.stream().findFirst();
  }

  Optional<InetAddress> netmask() {
    return netmasks.stream().findFirst();
  }

  List<InetAddress> dns() {
    return dns;
  }

  List<InetAddress> ipv6Dns() {
    return ipv6Dns;
  }

  List<InetAddress> wins() {
    return wins;
  }

  Optional<String> defaultDomain() {
    return defaultDomains.stream().findFirst();
  }

  List<String> splitDns() {
    return splitDns;
  }

  List<Network> splitInclude() {
    return splitInclude;
  }

  Optional<String> banner() {
    return banners.stream().findFirst();
  }

  List<String> ignored() {
    return List.copyOf(ignored);
  }
}
