package io.gatehouse.cluster.session;

import io.gatehouse.cluster.pool.AddressPools;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import io.gatehouse.protocol.ike.policy.Authorization;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session's dealings with the address pools. */
final class AddressLeasing {

  private static final Logger LOG = LoggerFactory.getLogger(AddressLeasing.class);

  /** More in a row are no coincidence. */
  private static final int MOST_DISPUTES = 5;

  private final SessionNumber number;
  private final ActorRef<AddressPools.Command> pools;
  private final ActorContext<SessionCommand> actor;
  private final ActorRef<LeaseAnswers> answers;

  /** A session leases once, so that an answer can only be to that request. */
  private Optional<Decision.LeaseAddress> request = Optional.empty();

  private boolean awaiting;

  /** Leased, and not yet in the state of an established session. */
  private final List<Lease> unsettled = new ArrayList<>();

  private Optional<Lease> disputed = Optional.empty();
  private int disputes;

  AddressLeasing(
      SessionNumber number,
      ActorRef<AddressPools.Command> pools,
      ActorContext<SessionCommand> actor) {
    this.number = number;
    this.pools = pools;
    this.actor = actor;
    this.answers = actor.messageAdapter(LeaseAnswers.class, this::answered);
  }

  void lease(Decision.LeaseAddress wanted) {
    request = Optional.of(wanted);
    ask(wanted.authorization(), wanted.families());
  }

  private void ask(Authorization user, Set<AddressFamily> families) {
    awaiting = true;
    ActorRef<AddressPools.Answer> replyTo =
        actor.spawnAnonymous(LeaseAnswers.awaited(families.size(), answers));
    for (AddressFamily family : families) {
      pools.tell(question(user, family, replyTo));
    }
  }

  private AddressPools.Command question(
      Authorization user, AddressFamily family, ActorRef<AddressPools.Answer> replyTo) {
    return fixed(user, family)
        .<AddressPools.Command>map(
            address -> new AddressPools.LeaseFixed(address, user.userName(), number, replyTo))
        .orElseGet(
            () -> new AddressPools.Lease(pool(user, family), user.userName(), number, replyTo));
  }

  private static Optional<InetAddress> fixed(Authorization user, AddressFamily family) {
    return switch (family) {
      case IPV4 -> user.framedAddress();
      case IPV6 -> user.framedIpv6Address();
    };
  }

  private static String pool(Authorization user, AddressFamily family) {
    return switch (family) {
      case IPV4 -> user.addressPool().orElseThrow();
      case IPV6 -> AddressPools.ipv6(user.ipv6AddressPool().orElseThrow());
    };
  }

  void settle() {
    unsettled.clear();
  }

  void giveBack() {
    List.copyOf(unsettled).forEach(this::release);
  }

  void release(Lease lease) {
    unsettled.remove(lease);
    pools.tell(new AddressPools.Release(lease.address(), number));
  }

  /**
   * The store says that another session has the address. Whether this one was leased it, and it is
   * in no stored state, so that it is to be disputed.
   */
  boolean loses(InetAddress address) {
    disputed = unsettled.stream().filter(lease -> lease.address().equals(address)).findFirst();
    return disputed.isPresent();
  }

  /**
   * The pools are told of the address that was lost last, and asked for another one. An address
   * that RADIUS chose has no other.
   */
  void dispute() {
    Lease lost = disputed.orElseThrow();
    unsettled.remove(lost);
    pools.tell(new AddressPools.Dispute(lost.address(), number));
    Authorization user = request.orElseThrow().authorization();
    AddressFamily family = AddressFamily.of(lost.address());
    if (fixed(user, family).isPresent() || ++disputes > MOST_DISPUTES) {
      actor.getSelf().tell(outcome(List.of(inUse(lost.address()))));
    } else {
      ask(user, Set.of(family));
    }
  }

  boolean awaiting() {
    return awaiting;
  }

  private SessionCommand answered(LeaseAnswers all) {
    awaiting = false;
    List<String> refusals = new ArrayList<>();
    for (AddressPools.Answer answer : all.answers()) {
      switch (answer) {
        case AddressPools.Answer.Leased(var inside) ->
            unsettled.add(new Lease(inside.pool(), inside.address()));
        case AddressPools.Answer.Exhausted(String pool) ->
            refusals.add("pool " + pool + " is exhausted");
        case AddressPools.Answer.UnknownPool(String pool) ->
            refusals.add("there is no pool " + pool);
        case AddressPools.Answer.InUse(InetAddress address) -> refusals.add(inUse(address));
      }
    }
    return outcome(refusals);
  }

  private static String inUse(InetAddress address) {
    return address.getHostAddress() + " is in use";
  }

  /** An address of one family is enough, and the operator is told what is wrong with the other. */
  private SessionCommand outcome(List<String> refusals) {
    long id = request.orElseThrow().requestId();
    String reason = String.join(", ", refusals);
    if (unsettled.isEmpty()) {
      return new SessionCommand.Answered(new Input.AddressRefused(id, reason));
    }
    if (!refusals.isEmpty()) {
      LOG.info("session {}: an address of one family only: {}", number, reason);
    }
    unsettled.sort(Comparator.comparing(lease -> AddressFamily.of(lease.address())));
    return new SessionCommand.Answered(new Input.AddressLeased(id, unsettled));
  }
}
