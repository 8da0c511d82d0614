package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.pool.AddressPools.Command;
import io.gatehouse.cluster.pool.AddressPools.Lease;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressBlock;
import io.gatehouse.cluster.store.AddressBlocks;
import io.gatehouse.cluster.store.StoredLease;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claims on blocks, and the requests that wait for one. A node that has many blocks of a pool
 * claims more at a time, so that even a storm of logins is seldom kept waiting.
 */
final class BlockClaims {

  private static final Logger LOG = LoggerFactory.getLogger(AddressPools.class);

  /** Addresses that are left when more are claimed beforehand. */
  private static final int FEW = 4;

  /** A claim grows what a node has by this part. */
  private static final int GROWTH = 4;

  private static final int MOST_BLOCKS = 64;
  private static final int MOST_WAITING = 10_000;

  /** How long a request waits for a store that does not answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** How long no block is hoped for when there was none. */
  private static final Duration DRY = Duration.ofSeconds(2);

  private record Waiting(Lease request, Instant until) {}

  /** A lease that ended while the store was asked, which may not have known it yet. */
  private record Ended(InetAddress address, SessionNumber session) {}

  private final ActorContext<Command> context;
  private final Leases leases;
  private final AddressBlocks blocks;
  private final InstantSource clock;
  private final Map<AddressPool, List<Waiting>> waiting = new HashMap<>();
  private final Map<AddressPool, Instant> dryUntil = new HashMap<>();
  private final Set<AddressPool> asked = new HashSet<>();
  private final Set<Ended> endedMeanwhile = new HashSet<>();

  /** 0: this node has no blocks. */
  private long holder;

  BlockClaims(
      ActorContext<Command> context, Leases leases, AddressBlocks blocks, InstantSource clock) {
    this.context = context;
    this.leases = leases;
    this.blocks = blocks;
    this.clock = clock;
  }

  boolean holdsBlocks() {
    return holder != 0;
  }

  /** Keeps a request until there is a block for it; false when there is none to be hoped for. */
  boolean await(AddressPool pool, Lease request) {
    List<Waiting> line = waiting.computeIfAbsent(pool, _ -> new ArrayList<>());
    if (isDry(pool) || line.size() >= MOST_WAITING) {
      return false;
    }
    line.add(new Waiting(request, clock.instant().plus(PATIENCE)));
    claim(pool);
    return true;
  }

  /** Claims in time. */
  void topUp(AddressPool pool) {
    if (!asked.contains(pool) && !isDry(pool) && pool.runsLow(FEW)) {
      claim(pool);
    }
  }

  private boolean isDry(AddressPool pool) {
    return clock.instant().isBefore(dryUntil.getOrDefault(pool, Instant.MIN));
  }

  private void claim(AddressPool pool) {
    if (asked.add(pool)) {
      context.pipeToSelf(
          blocks.claim(leases.notHeld(pool), most(pool)),
          (claim, fault) ->
              fault == null ? new PoolEvent.Claimed(pool, claim) : new PoolEvent.ClaimFailed(pool));
    }
  }

  private int most(AddressPool pool) {
    long wanted =
        Math.max(
            1 + waiting.getOrDefault(pool, List.of()).size() / AddressBlock.SIZE,
            leases.held(pool) / GROWTH);
    return (int) Math.min(MOST_BLOCKS, wanted);
  }

  /** A lease has ended: what the store says of it may be older. */
  void ended(InetAddress address, SessionNumber session) {
    if (!asked.isEmpty()) {
      endedMeanwhile.add(new Ended(address, session));
    }
  }

  /** Takes what was claimed, and returns the requests that have waited for it. */
  List<Lease> claimed(AddressPool pool, AddressBlocks.Claim claim) {
    if (claim.holder() != holder) {
      lost();
      holder = claim.holder();
    }
    if (claim.blocks().isEmpty()) {
      dryUntil.put(pool, clock.instant().plus(DRY));
    }
    List<StoredLease> valid =
        claim.leases().stream()
            .filter(lease -> !endedMeanwhile.contains(new Ended(lease.address(), lease.session())))
            .toList();
    claim.blocks().forEach(leases::hold);
    valid.forEach(leases::correct);
    answered(pool);
    return List.copyOf(takeWaiting(pool, Instant.MAX));
  }

  private void answered(AddressPool pool) {
    asked.remove(pool);
    if (asked.isEmpty()) {
      endedMeanwhile.clear();
    }
  }

  /** Tries again soon, and returns the requests that have waited long enough. */
  List<Lease> failed(AddressPool pool) {
    answered(pool);
    return takeWaiting(pool, clock.instant());
  }

  void again(AddressPool pool) {
    if (!waiting.getOrDefault(pool, List.of()).isEmpty()) {
      claim(pool);
    }
  }

  private List<Lease> takeWaiting(AddressPool pool, Instant now) {
    List<Waiting> line = waiting.getOrDefault(pool, new ArrayList<>());
    List<Lease> over = new ArrayList<>();
    line.removeIf(each -> !each.until().isAfter(now) && over.add(each.request()));
    return over;
  }

  /** Other nodes may have the blocks now: what of them is leased they find in the store. */
  void lost() {
    if (holder != 0) {
      LOG.warn("the blocks of inside addresses of this node were taken over; it claims others");
      leases.relinquish();
      holder = 0;
    }
  }
}
