package io.gatehouse.cluster.session;

import io.gatehouse.cluster.pool.AddressPools;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.net.InetAddress;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** A session's dealings with the address pools. */
final class AddressLeasing {

  /** More in a row are no coincidence. */
  private static final int MOST_DISPUTES = 5;

  private final SessionNumber number;
  private final ActorRef<AddressPools.Command> pools;
  private final ActorRef<SessionCommand> self;
  private final ActorRef<AddressPools.Answer> answers;

  /** A session leases once, so that an answer can only be to that request. */
  private long requestId;

  private boolean awaiting;

  /** What was authorized, to ask again when the address turns out to be another session's. */
  private Optional<Authorization> authorized = Optional.empty();

  private int disputes;

  /** Leased, and not yet in the state of an established session. */
  private Optional<Lease> unsettled = Optional.empty();

  AddressLeasing(
      SessionNumber number,
      ActorRef<AddressPools.Command> pools,
      ActorContext<SessionCommand> actor) {
    this.number = number;
    this.pools = pools;
    this.self = actor.getSelf();
    this.answers = actor.messageAdapter(AddressPools.Answer.class, this::answered);
  }

  void lease(long id, Authorization authorization) {
    requestId = id;
    awaiting = true;
    authorized = Optional.of(authorization);
    String user = authorization.userName();
    if (authorization.framedAddress().isPresent()) {
      InetAddress fixed = authorization.framedAddress().get();
      pools.tell(new AddressPools.LeaseFixed(fixed, user, number, answers));
    } else if (authorization.addressPool().isPresent()) {
      String pool = authorization.addressPool().get();
      pools.tell(new AddressPools.Lease(pool, user, number, answers));
    } else {
      awaiting = false;
      self.tell(refused("neither a pool nor an address is authorized for " + user));
    }
  }

  void settle() {
    unsettled = Optional.empty();
  }

  void giveBack() {
    unsettled.ifPresent(this::release);
  }

  void release(Lease lease) {
    unsettled = Optional.empty();
    pools.tell(new AddressPools.Release(lease.address(), number));
  }

  /**
   * The store knows of another session with the address. The pools are told, and asked for another
   * one; an address that RADIUS chose has no other.
   */
  void dispute() {
    Lease lost = unsettled.orElseThrow();
    unsettled = Optional.empty();
    pools.tell(new AddressPools.Dispute(lost.address(), number));
    Authorization user = authorized.orElseThrow();
    if (user.framedAddress().isPresent() || ++disputes > MOST_DISPUTES) {
      self.tell(refused(lost.address().getHostAddress() + " is in use"));
    } else {
      lease(requestId, user);
    }
  }

  /** Whether the session was leased an address that no stored state of it has. */
  boolean isUnsettled() {
    return unsettled.isPresent();
  }

  boolean awaiting() {
    return awaiting;
  }

  private SessionCommand answered(AddressPools.Answer answer) {
    awaiting = false;
    return switch (answer) {
      case AddressPools.Answer.Leased(var inside) -> {
        Lease lease = new Lease(inside.pool(), inside.address());
        unsettled = Optional.of(lease);
        yield new SessionCommand.Answered(new Input.AddressLeased(requestId, lease));
      }
      case AddressPools.Answer.Exhausted(String pool) -> refused("pool " + pool + " is exhausted");
      case AddressPools.Answer.UnknownPool(String pool) -> refused("there is no pool " + pool);
      case AddressPools.Answer.InUse(InetAddress address) ->
          refused(address.getHostAddress() + " is in use");
    };
  }

  private SessionCommand refused(String reason) {
    return new SessionCommand.Answered(new Input.AddressRefused(requestId, reason));
  }
}
