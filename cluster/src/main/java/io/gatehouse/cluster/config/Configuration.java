package io.gatehouse.cluster.config;

import io.gatehouse.protocol.ike.policy.ResponderPolicy;
import java.util.Map;
import java.util.Optional;

/**
 * A FlexVPN configuration without a mistake in it: every name resolved, every file loaded.
 *
 * @param hostname {@code gatehouse} when not configured
 * @param serverGroups RADIUS servers, by the names that method lists have for them
 * @param pools by name, as {@code ipv6Pools}; the two are named apart
 */
public record Configuration(
    String hostname,
    ResponderPolicy policy,
    AaaConfiguration aaa,
    Map<String, ServerGroup> serverGroups,
    Map<String, AddressPool> pools,
    Map<String, Ipv6AddressPool> ipv6Pools,
    IkeLimits limits) {
  public Configuration {
    serverGroups = Map.copyOf(serverGroups);
    pools = Map.copyOf(pools);
    ipv6Pools = Map.copyOf(ipv6Pools);
  }

  public Optional<AddressPool> pool(String name) {
    return Optional.ofNullable(pools.get(name));
  }
}
