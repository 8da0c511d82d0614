package io.gatehouse.cluster.config.meaning;

import static io.gatehouse.cluster.config.language.Command.BANNER;
import static io.gatehouse.cluster.config.language.Command.DEF_DOMAIN;
import static io.gatehouse.cluster.config.language.Command.DNS;
import static io.gatehouse.cluster.config.language.Command.IKEV2_AUTHORIZATION_POLICY;
import static io.gatehouse.cluster.config.language.Command.IPV6_DNS;
import static io.gatehouse.cluster.config.language.Command.IPV6_POOL;
import static io.gatehouse.cluster.config.language.Command.NETMASK;
import static io.gatehouse.cluster.config.language.Command.POOL;
import static io.gatehouse.cluster.config.language.Command.ROUTE_SET_ACCESS_LIST;
import static io.gatehouse.cluster.config.language.Command.ROUTE_SET_REMOTE;
import static io.gatehouse.cluster.config.language.Command.ROUTE_SET_REMOTE_IPV6;
import static io.gatehouse.cluster.config.language.Command.SESSION_LIFETIME;
import static io.gatehouse.cluster.config.language.Command.SPLIT_DNS;
import static io.gatehouse.cluster.config.language.Command.WINS;

import io.gatehouse.cluster.config.AccessList;
import io.gatehouse.cluster.config.AddressPool;
import io.gatehouse.cluster.config.AuthorizationPolicy;
import io.gatehouse.cluster.config.Ipv6AddressPool;
import io.gatehouse.cluster.config.language.AddressText;
import io.gatehouse.cluster.config.language.Command;
import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Section;
import io.gatehouse.cluster.config.language.Statement;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code crypto ikev2 authorization policy}. */
final class AuthorizationPolicies {

  private final Catalogue<AddressPool> pools;
  private final Catalogue<Ipv6AddressPool> ipv6Pools;
  private final Catalogue<AccessList> accessLists;
  private final Problems problems;

  AuthorizationPolicies(
      Catalogue<AddressPool> pools,
      Catalogue<Ipv6AddressPool> ipv6Pools,
      Catalogue<AccessList> accessLists,
      Problems problems) {
    this.pools = pools;
    this.ipv6Pools = ipv6Pools;
    this.accessLists = accessLists;
    this.problems = problems;
  }

  Catalogue<AuthorizationPolicy> read(Section section) {
    Catalogue<AuthorizationPolicy> policies = new Catalogue<>("crypto ikev2 authorization policy");
    for (Statement statement : section.all(IKEV2_AUTHORIZATION_POLICY)) {
      String name = statement.required("name").text();
      policies.define(name, Optional.of(policy(name, statement.body())));
    }
    return policies;
  }

  private AuthorizationPolicy policy(String name, Section body) {
    return new AuthorizationPolicy(
        name,
        body.last(POOL)
            .flatMap(pool -> pools.resolve(pool.required("pool"), problems))
            .map(AddressPool::name),
        body.last(IPV6_POOL)
            .flatMap(pool -> ipv6Pools.resolve(pool.required("pool"), problems))
            .map(Ipv6AddressPool::name),
        body.last(NETMASK).map(mask -> address(mask.required("mask"))),
        Stream.of(DNS, IPV6_DNS).flatMap(dns -> addresses(body, dns).stream()).toList(),
        addresses(body, WINS),
        body.last(DEF_DOMAIN).map(domain -> domain.required("domain").text()),
        splitDns(body),
        splitInclude(body),
        body.last(BANNER)
            .map(banner -> banner.required("text").text())
            .filter(banner -> !banner.isEmpty()),
        body.last(SESSION_LIFETIME).map(life -> Duration.ofSeconds(life.number("seconds"))));
  }

  private static List<InetAddress> addresses(Section body, Command command) {
    return body.last(command).stream()
        .flatMap(statement -> statement.arguments("address").stream())
        .map(AuthorizationPolicies::address)
        .toList();
  }

  private static InetAddress address(Token token) {
    return AddressText.ip(token.text()).orElseThrow();
  }

  private static List<String> splitDns(Section body) {
    return body.all(SPLIT_DNS).stream()
        .flatMap(statement -> statement.arguments("domain").stream())
        .map(Token::text)
        .distinct()
        .toList();
  }

  private List<Network> splitInclude(Section body) {
    List<Network> networks = new ArrayList<>();
    for (Statement statement : body.statements()) {
      if (statement.definition() == ROUTE_SET_ACCESS_LIST) {
        accessLists
            .resolve(statement.required("access-list"), problems)
            .ifPresent(list -> networks.addAll(list.permitted()));
      } else if (statement.definition() == ROUTE_SET_REMOTE) {
        networks.add(
            AccessLists.network(
                AddressText.ipv4(statement.required("address").text()).orElseThrow(),
                AddressText.prefixLength(statement.required("mask").text()).orElseThrow()));
      } else if (statement.definition() == ROUTE_SET_REMOTE_IPV6) {
        networks.add(AddressText.ipv6Prefix(statement.required("prefix").text()).orElseThrow());
      }
    }
    return networks;
  }
}
