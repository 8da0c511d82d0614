package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.store.AddressBlocks;
import io.gatehouse.cluster.store.SessionListing;
import io.gatehouse.cluster.store.StoredLease;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;

/** What the pools of a node hear from their own store, timers and searches. */
sealed interface PoolEvent extends AddressPools.Command {

  /** Of the stored sessions. */
  record Page(List<SessionListing> listings) implements PoolEvent {}

  record PageFailed(Throwable reason) implements PoolEvent {}

  record NextPage() implements PoolEvent {}

  /** The pools of the other nodes. */
  record Peers(Set<ActorRef<AddressPools.Command>> peers) implements PoolEvent {}

  record Claimed(AddressPool pool, AddressBlocks.Claim claim) implements PoolEvent {}

  record ClaimFailed(AddressPool pool) implements PoolEvent {}

  record ClaimAgain(AddressPool pool) implements PoolEvent {}

  /** It is time for a sign of life, and for a look at some of the leases. */
  record Tick() implements PoolEvent {}

  record Renewed(boolean lives) implements PoolEvent {}

  /** What the store says of some leases. */
  record Audited(LeaseAudit.Question question, List<StoredLease> stored) implements PoolEvent {}

  /** The store does not answer; it is asked again in time. */
  record Unanswered() implements PoolEvent {}

  /** What a search among the other nodes has come to, and what is to be done then. */
  record Searched(PoolMessage.Loan loan, Consumer<PoolMessage.Loan> then) implements PoolEvent {}
}
