package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import java.net.InetAddress;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the pools of the nodes say to one another. Who has an address to lease leases it; a block
 * goes to another node only when its holder ends.
 */
sealed interface PoolMessage {

  /** What is asked of another node's pools. */
  sealed interface Question extends PoolMessage, AddressPools.Command {}

  /** An address of a pool: the user's last one, or any when {@code any}. */
  record Borrow(
      String pool, String user, SessionNumber session, boolean any, ActorRef<Loan> replyTo)
      implements Question {}

  /** One address and no other. */
  record BorrowFixed(
      InetAddress address, String user, SessionNumber session, ActorRef<Loan> replyTo)
      implements Question {}

  /** A session has ended; whoever has leased it the address has it back. */
  record Returned(InetAddress address, SessionNumber session) implements Question {}

  /** The session was lent another address sooner, and does not use this one. */
  record Unused(InetAddress address, SessionNumber session) implements Question {}

  /** As {@link AddressPools.Dispute}. */
  record Disputed(InetAddress address, SessionNumber session) implements Question {}

  /** The answer. */
  sealed interface Loan extends PoolMessage, PeerSearch.Event {}

  record Lent(InsideAddress inside) implements Loan {}

  /**
   * @param inUse the very address that was asked for has been leased to another session
   */
  record NotLent(boolean inUse) implements Loan {}
}
