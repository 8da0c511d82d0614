package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.pool.AddressPools.Answer;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every inside address that is leased. No two sessions have the same one, whichever pool it was
 * leased from and whether a pool or RADIUS chose it: routing knows an address and not its pool.
 */
final class Leases {

  private final Map<String, AddressPool> pools = new HashMap<>();
  private final Map<InetAddress, SessionNumber> outsidePools = new HashMap<>();

  /**
   * @throws IllegalArgumentException when two pools have the same name or an address in common
   */
  Leases(List<AddressPool> pools) {
    for (AddressPool pool : pools) {
      this.pools.values().forEach(other -> requireDisjoint(pool, other));
      if (pool.name().equals(AddressPools.FRAMED) || this.pools.put(pool.name(), pool) != null) {
        throw new IllegalArgumentException("the pool name " + pool.name() + " is taken");
      }
    }
  }

  private static void requireDisjoint(AddressPool pool, AddressPool other) {
    for (AddressRange range : pool.ranges()) {
      other.ranges().stream()
          .filter(range::overlaps)
          .findFirst()
          .ifPresent(
              overlapped -> {
                throw new IllegalArgumentException(
                    "pool %s: %s overlaps %s of pool %s"
                        .formatted(pool.name(), range, overlapped, other.name()));
              });
    }
  }

  Answer lease(String poolName, String user, SessionNumber session, Instant now) {
    return Optional.ofNullable(pools.get(poolName))
        .map(pool -> lease(pool, user, session, now))
        .orElseGet(() -> new Answer.UnknownPool(poolName));
  }

  private static Answer lease(AddressPool pool, String user, SessionNumber session, Instant now) {
    return pool.lease(user, session, now)
        .<Answer>map(address -> new Answer.Leased(new InsideAddress(pool.name(), address)))
        .orElseGet(() -> new Answer.Exhausted(pool.name()));
  }

  Answer leaseFixed(InetAddress address, String user, SessionNumber session) {
    return poolOf(address)
        .map(pool -> leaseFixed(pool, address, user, session))
        .orElseGet(() -> leaseOutsidePools(address, session));
  }

  private static Answer leaseFixed(
      AddressPool pool, InetAddress address, String user, SessionNumber session) {
    return pool.leaseFixed(address, user, session)
        ? new Answer.Leased(new InsideAddress(pool.name(), address))
        : new Answer.InUse(address);
  }

  private Answer leaseOutsidePools(InetAddress address, SessionNumber session) {
    SessionNumber holder = outsidePools.computeIfAbsent(address, _ -> session);
    return holder.equals(session)
        ? new Answer.Leased(new InsideAddress(AddressPools.FRAMED, address))
        : new Answer.InUse(address);
  }

  /** Ends a lease; false when the session did not have the address. */
  boolean release(InetAddress address, SessionNumber session, Instant now) {
    return poolOf(address)
        .map(pool -> pool.release(address, session, now))
        .orElseGet(() -> outsidePools.remove(address, session));
  }

  int size() {
    return outsidePools.size() + pools.values().stream().mapToInt(AddressPool::leases).sum();
  }

  private Optional<AddressPool> poolOf(InetAddress address) {
    return pools.values().stream().filter(pool -> pool.contains(address)).findFirst();
  }
}
