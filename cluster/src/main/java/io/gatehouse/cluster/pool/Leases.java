package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.pool.AddressPools.Answer;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressBlock;
import io.gatehouse.cluster.store.InsideAddress;
import io.gatehouse.cluster.store.StoredLease;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every inside address that this node has leased. No two sessions have the same one, whichever pool
 * it was leased from and whether a pool or RADIUS chose it: routing knows an address and not its
 * pool.
 */
final class Leases {

  private final Map<String, AddressPool> pools = new LinkedHashMap<>();
  private final Set<AddressBlock> blocks = new HashSet<>();

  /** Where this node is alone: RADIUS's addresses that no pool has. */
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

  List<AddressPool> pools() {
    return List.copyOf(pools.values());
  }

  Optional<AddressPool> pool(String name) {
    return Optional.ofNullable(pools.get(name));
  }

  Answer lease(String poolName, String user, SessionNumber session, Instant now) {
    return pool(poolName)
        .map(
            pool ->
                pool.lease(user, session, now)
                    .map(address -> leased(pool, address))
                    .orElseGet(() -> new Answer.Exhausted(poolName)))
        .orElseGet(() -> new Answer.UnknownPool(poolName));
  }

  static Answer leased(AddressPool pool, InetAddress address) {
    return new Answer.Leased(new InsideAddress(pool.name(), address));
  }

  Answer leaseFixed(InetAddress address, String user, SessionNumber session) {
    return holding(address)
        .map(
            pool ->
                pool.leaseFixed(address, user, session)
                    ? leased(pool, address)
                    : new Answer.InUse(address))
        .orElseGet(() -> leaseOutsidePools(address, session));
  }

  private Answer leaseOutsidePools(InetAddress address, SessionNumber session) {
    SessionNumber has = outsidePools.computeIfAbsent(address, _ -> session);
    return has.equals(session) ? ofTheStore(address) : new Answer.InUse(address);
  }

  /** An address that nobody leases: only the store can say whether a session has it. */
  Answer ofTheStore(InetAddress address) {
    String pool = poolOf(address).map(AddressPool::name).orElse(AddressPools.FRAMED);
    return new Answer.Leased(new InsideAddress(pool, address));
  }

  /** Whether the address is of a pool, and this node's to lease. */
  boolean holds(InetAddress address) {
    return holding(address).isPresent();
  }

  /** Ends a lease; false when the session did not have the address. */
  boolean release(InetAddress address, SessionNumber session, Instant now) {
    return holding(address)
        .map(pool -> pool.release(address, session, now))
        .orElseGet(() -> outsidePools.remove(address, session));
  }

  /** As {@link #release}, for an address that the session has not used. */
  void undo(InetAddress address, SessionNumber session) {
    holding(address).ifPresent(pool -> pool.undo(address, session));
  }

  /**
   * The store says that another session has the address; false when this node does not lease it.
   */
  boolean dispute(InetAddress address, SessionNumber session) {
    outsidePools.remove(address, session);
    Optional<AddressPool> pool = holding(address);
    pool.ifPresent(holding -> holding.dispute(address, session));
    return pool.isPresent();
  }

  /** A block becomes this node's. */
  void hold(AddressBlock block) {
    blocks.add(block);
    for (AddressPool pool : pools.values()) {
      pool.hold(block);
    }
  }

  /** What the store says of an address that is this node's to lease. */
  void correct(StoredLease lease) {
    holding(lease.address())
        .ifPresent(pool -> pool.correct(lease.address(), lease.user(), lease.session()));
  }

  /** No block is this node's any more. */
  void relinquish() {
    blocks.clear();
    pools.values().forEach(AddressPool::relinquish);
  }

  /** The blocks of a pool that are not this node's. */
  List<AddressBlock> notHeld(AddressPool pool) {
    return pool.poolRanges().blocks().stream().filter(block -> !blocks.contains(block)).toList();
  }

  long held(AddressPool pool) {
    return pool.poolRanges().blocks().stream().filter(blocks::contains).count();
  }

  int size() {
    return outsidePools.size() + pools.values().stream().mapToInt(AddressPool::leases).sum();
  }

  private Optional<AddressPool> holding(InetAddress address) {
    return poolOf(address).filter(pool -> pool.holds(address));
  }

  private Optional<AddressPool> poolOf(InetAddress address) {
    return pools.values().stream().filter(pool -> pool.contains(address)).findFirst();
  }
}
