package io.gatehouse.node;

import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.Ipv6AddressPool;
import io.gatehouse.cluster.pool.AddressPool;
import io.gatehouse.cluster.pool.AddressPools;
import io.gatehouse.cluster.pool.AddressRange;
import io.gatehouse.cluster.store.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.Behavior;

/** The address pools that the policy names: of this node alone, or leased among several. */
final class PolicyPools {

  private static final Duration QUARANTINE = Duration.ofMinutes(2);

  private PolicyPools() {}

  static Behavior<AddressPools.Command> of(
      Configuration policy, NodeSettings settings, SessionStore<?> store, Clock clock) {
    List<AddressPool> pools =
        Stream.concat(
                policy.pools().values().stream().map(PolicyPools::pool),
                policy.ipv6Pools().values().stream().map(PolicyPools::pool))
            .toList();
    return settings.alone()
        ? AddressPools.alone(pools, store.listings()::page, clock)
        : AddressPools.clustered(pools, store.addressBlocks(), clock);
  }

  private static AddressPool pool(io.gatehouse.cluster.config.AddressPool named) {
    List<AddressRange> ranges =
        named.ranges().stream()
            .map(range -> new AddressRange(range.first(), range.last()))
            .toList();
    return new AddressPool(named.name(), ranges, QUARANTINE);
  }

  private static AddressPool pool(Ipv6AddressPool named) {
    return new AddressPool(
        AddressPools.ipv6(named.name()), List.of(AddressRange.hosts(named.prefix())), QUARANTINE);
  }
}
