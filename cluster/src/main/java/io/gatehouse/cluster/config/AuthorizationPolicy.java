package io.gatehouse.cluster.config;

import io.gatehouse.protocol.ike.policy.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code crypto ikev2 authorization policy}: what a group of users is given.
 *
 * @param addressPool the name of a pool in {@link Configuration#pools()}
 * @param ipv6AddressPool the name of a pool in {@link Configuration#ipv6Pools()}
 * @param dns of both families, as {@code splitInclude}
 * @param splitInclude the networks of {@code route set}, in order; empty: everything goes through
 *     the tunnel
 */
public record AuthorizationPolicy(
    String name,
    Optional<String> addressPool,
    Optional<String> ipv6AddressPool,
    Optional<InetAddress> netmask,
    List<InetAddress> dns,
    List<InetAddress> wins,
    Optional<String> defaultDomain,
    List<String> splitDns,
    List<Network> splitInclude,
    Optional<String> banner,
    Optional<Duration> sessionLifetime) {
  public AuthorizationPolicy {
    dns = List.copyOf(dns);
    wins = List.copyOf(wins);
    splitDns = List.copyOf(splitDns);
    splitInclude = List.copyOf(splitInclude);
  }
}
