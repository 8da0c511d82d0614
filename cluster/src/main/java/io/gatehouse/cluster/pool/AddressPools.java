package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressBlocks;
import io.gatehouse.cluster.store.InsideAddress;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * Leases inside addresses to sessions, so that no two in the cluster have the same one.
 *
 * <p>A session that was leased an address and does not become established must release it: the
 * store knows nothing of it.
 */
public final class AddressPools {

  /** What is asked of it. */
  public sealed interface Command
      permits Lease, LeaseFixed, Release, Dispute, PoolMessage.Question, PoolEvent {}

  /** An address of a pool, the user's last one if it is free. Asking again gives the same one. */
  public record Lease(String pool, String user, SessionNumber session, ActorRef<Answer> replyTo)
      implements Command {}

  /** The address that RADIUS chose (Framed-IP-Address), be it of a pool or not. */
  public record LeaseFixed(
      InetAddress address, String user, SessionNumber session, ActorRef<Answer> replyTo)
      implements Command {}

  /** The end of a lease; nothing happens when the session does not have the address. */
  public record Release(InetAddress address, SessionNumber session) implements Command {}

  /**
   * The session was leased the address and could not be stored with it, because another session has
   * it. It asks for another one.
   */
  public record Dispute(InetAddress address, SessionNumber session) implements Command {}

  /** What it answers to a lease. */
  public sealed interface Answer {
    /** The address, with the pool to store it under. */
    record Leased(InsideAddress inside) implements Answer {}

    /** All addresses of the pool are leased. */
    record Exhausted(String pool) implements Answer {}

    record UnknownPool(String pool) implements Answer {}

    /** Another session has the address. */
    record InUse(InetAddress address) implements Answer {}
  }

  /** The pool that addresses from RADIUS are stored under when no pool contains them. */
  public static final String FRAMED = "(framed)";

  private AddressPools() {}

  /**
   * An {@code ipv6 local pool} may have the name of an {@code ip local pool}, and is another one.
   */
  public static String ipv6(String pool) {
    return "ipv6 " + pool;
  }

  /**
   * The behavior where no other node leases from the same pools.
   *
   * @param pools given away to the actor
   * @throws IllegalArgumentException when two pools have the same name or an address in common
   */
  public static Behavior<Command> alone(
      List<AddressPool> pools, StoredLeases stored, InstantSource clock) {
    return LonePools.create(new Leases(pools), stored, clock);
  }

  /**
   * The behavior on each node of a cluster. The actor system is a member of it.
   *
   * @param pools given away to the actor
   * @throws IllegalArgumentException when two pools have the same name or an address in common
   */
  public static Behavior<Command> clustered(
      List<AddressPool> pools, AddressBlocks blocks, InstantSource clock) {
    return ClusteredPools.create(new Leases(pools), blocks, clock);
  }
}
