package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.pool.AddressPools.Answer;
import io.gatehouse.cluster.pool.AddressPools.Command;
import io.gatehouse.cluster.pool.AddressPools.Lease;
import io.gatehouse.cluster.pool.AddressPools.LeaseFixed;
import io.gatehouse.cluster.pool.PoolMessage.Lent;
import io.gatehouse.cluster.pool.PoolMessage.Loan;
import io.gatehouse.cluster.pool.PoolMessage.NotLent;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.AddressBlocks;
import io.gatehouse.cluster.store.InsideAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/**
 * The pools of one node of a cluster. It leases from blocks that are its own, without asking
 * anybody; claims more in time; and asks the other nodes for the address that a user had there, and
 * for any when no block is left.
 *
 * <p>A lease belongs to the holder of its block, on whichever node its session is.
 */
final class ClusteredPools {

  static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "address-pools");

  private static final Duration CLAIM_AGAIN = Duration.ofSeconds(1);
  private static final Duration TICK = AddressBlocks.TERM.dividedBy(3);

  private final ActorContext<Command> context;
  private final Leases leases;
  private final AddressBlocks blocks;
  private final InstantSource clock;
  private final BlockClaims claims;
  private final LeaseAudit audit;
  private Set<ActorRef<Command>> peers = Set.of();

  private ClusteredPools(
      ActorContext<Command> context, Leases leases, AddressBlocks blocks, InstantSource clock) {
    this.context = context;
    this.leases = leases;
    this.blocks = blocks;
    this.clock = clock;
    this.claims = new BlockClaims(context, leases, blocks, clock);
    this.audit = new LeaseAudit(leases.pools());
  }

  static Behavior<Command> create(Leases leases, AddressBlocks blocks, InstantSource clock) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> {
                  leases.relinquish();
                  timers.startTimerWithFixedDelay(new PoolEvent.Tick(), TICK);
                  return new ClusteredPools(context, leases, blocks, clock).start();
                }));
  }

  private Behavior<Command> start() {
    Receptionist.Command meet = Receptionist.register(KEY, context.getSelf());
    ActorRef<Receptionist.Command> receptionist = context.getSystem().receptionist();
    receptionist.tell(meet);
    receptionist.tell(
        Receptionist.subscribe(
            KEY,
            context.messageAdapter(
                Receptionist.Listing.class,
                listing -> new PoolEvent.Peers(listing.getServiceInstances(KEY)))));
    leases.pools().forEach(claims::topUp);
    return Behaviors.receive(Command.class)
        .onSignal(PostStop.class, _ -> leave())
        .onAnyMessage(this::serve)
        .build();
  }

  /** What sessions here still have the next holder finds in the store. */
  private Behavior<Command> leave() {
    CompletionStage<Boolean> _ = blocks.handBack();
    return Behaviors.same();
  }

  private Behavior<Command> serve(Command command) {
    switch (command) {
      case Lease lease -> lease(lease);
      case LeaseFixed fixed -> leaseFixed(fixed);
      case AddressPools.Release(var address, var session) -> release(address, session);
      case AddressPools.Dispute(var address, var session) -> dispute(address, session);
      case PoolMessage.Question question -> asked(question);
      case PoolEvent event -> heard(event);
    }
    return Behaviors.same();
  }

  private void lease(Lease request) {
    Optional<AddressPool> pool = leases.pool(request.pool());
    if (pool.isEmpty()) {
      request.replyTo().tell(new Answer.UnknownPool(request.pool()));
    } else {
      lease(request, pool.get());
    }
  }

  private void lease(Lease request, AddressPool pool) {
    Optional<InetAddress> again = pool.recall(request.user(), request.session());
    if (again.isPresent()) {
      answer(request, pool, again.get());
    } else if (pool.remembers(request.user()) || peers.isEmpty()) {
      leaseFromHere(request, pool);
    } else {
      search(
          request.session(),
          replyTo -> borrow(request, false, replyTo),
          loan -> recalled(request, pool, loan));
    }
  }

  private void recalled(Lease request, AddressPool pool, Loan loan) {
    switch (loan) {
      case Lent(InsideAddress inside) -> request.replyTo().tell(new Answer.Leased(inside));
      case NotLent _ -> leaseFromHere(request, pool);
    }
  }

  private static PoolMessage.Borrow borrow(Lease request, boolean any, ActorRef<Loan> replyTo) {
    return new PoolMessage.Borrow(request.pool(), request.user(), request.session(), any, replyTo);
  }

  private void search(
      SessionNumber session, Function<ActorRef<Loan>, Command> question, Consumer<Loan> then) {
    ActorRef<Command> self = context.getSelf();
    Consumer<Loan> answer = loan -> self.tell(new PoolEvent.Searched(loan, then));
    context.spawnAnonymous(PeerSearch.create(peers, session, question, answer));
  }

  private void leaseFromHere(Lease request, AddressPool pool) {
    Optional<InetAddress> fresh =
        pool.leaseFresh(request.user(), request.session(), clock.instant());
    if (fresh.isPresent()) {
      answer(request, pool, fresh.get());
      claims.topUp(pool);
    } else if (!claims.await(pool, request)) {
      leaseTheLast(request, pool);
    }
  }

  /** No block is left: an address in quarantine, or any that another node has. */
  private void leaseTheLast(Lease request, AddressPool pool) {
    Optional<InetAddress> any = pool.lease(request.user(), request.session(), clock.instant());
    if (any.isPresent()) {
      answer(request, pool, any.get());
    } else if (peers.isEmpty()) {
      request.replyTo().tell(new Answer.Exhausted(request.pool()));
    } else {
      search(
          request.session(),
          replyTo -> borrow(request, true, replyTo),
          loan -> request.replyTo().tell(borrowed(request, loan)));
    }
  }

  private static Answer borrowed(Lease request, Loan loan) {
    return switch (loan) {
      case Lent(InsideAddress inside) -> new Answer.Leased(inside);
      case NotLent _ -> new Answer.Exhausted(request.pool());
    };
  }

  private static void answer(Lease request, AddressPool pool, InetAddress address) {
    request.replyTo().tell(Leases.leased(pool, address));
  }

  private void leaseFixed(LeaseFixed request) {
    InetAddress address = request.address();
    if (leases.holds(address)) {
      request.replyTo().tell(leases.leaseFixed(address, request.user(), request.session()));
    } else if (peers.isEmpty()) {
      request.replyTo().tell(leases.ofTheStore(address));
    } else {
      search(
          request.session(),
          replyTo ->
              new PoolMessage.BorrowFixed(address, request.user(), request.session(), replyTo),
          loan -> request.replyTo().tell(fixed(request, loan)));
    }
  }

  private void release(InetAddress address, SessionNumber session) {
    claims.ended(address, session);
    boolean here = leases.holds(address);
    leases.release(address, session, clock.instant());
    if (!here) {
      peers.forEach(peer -> peer.tell(new PoolMessage.Returned(address, session)));
    }
  }

  /** The holder of a disputed address may have lost its block without knowing it yet. */
  private void dispute(InetAddress address, SessionNumber session) {
    if (leases.dispute(address, session)) {
      renew();
    } else {
      peers.forEach(peer -> peer.tell(new PoolMessage.Disputed(address, session)));
    }
  }

  private void asked(PoolMessage.Question question) {
    switch (question) {
      case PoolMessage.Borrow borrow -> borrow.replyTo().tell(lend(borrow));
      case PoolMessage.BorrowFixed fixed -> fixed.replyTo().tell(lend(fixed));
      case PoolMessage.Returned(var address, var session) -> {
        claims.ended(address, session);
        leases.release(address, session, clock.instant());
      }
      case PoolMessage.Unused(var address, var session) -> leases.undo(address, session);
      case PoolMessage.Disputed(var address, var session) -> {
        if (leases.dispute(address, session)) {
          renew();
        }
      }
    }
  }

  private Loan lend(PoolMessage.Borrow borrow) {
    return leases
        .pool(borrow.pool())
        .flatMap(
            pool ->
                (borrow.any()
                        ? pool.lease(borrow.user(), borrow.session(), clock.instant())
                        : pool.recall(borrow.user(), borrow.session()))
                    .map(address -> new InsideAddress(pool.name(), address)))
        .<Loan>map(Lent::new)
        .orElse(new NotLent(false));
  }

  private Loan lend(PoolMessage.BorrowFixed fixed) {
    if (!leases.holds(fixed.address())) {
      return new NotLent(false);
    }
    return leases.leaseFixed(fixed.address(), fixed.user(), fixed.session())
            instanceof Answer.Leased(InsideAddress inside)
        ? new Lent(inside)
        : new NotLent(true);
  }

  private void heard(PoolEvent event) {
    switch (event) {
      case PoolEvent.Peers(var all) -> {
        peers = new HashSet<>(all);
        peers.remove(context.getSelf());
      }
      case PoolEvent.Claimed(var pool, var claim) ->
          claims.claimed(pool, claim).forEach(request -> leaseFromHere(request, pool));
      case PoolEvent.ClaimFailed(var pool) -> claimFailed(pool);
      case PoolEvent.ClaimAgain(var pool) -> claims.again(pool);
      case PoolEvent.Searched(var loan, var then) -> then.accept(loan);
      case PoolEvent.Tick() -> tick();
      case PoolEvent.Renewed(boolean lives) -> {
        if (!lives) {
          claims.lost();
        }
      }
      case PoolEvent.Audited(var question, var stored) ->
          audit.answered(question, stored, clock.instant());
      case PoolEvent.Unanswered(),
          PoolEvent.Page _,
          PoolEvent.PageFailed _,
          PoolEvent.NextPage() -> {}
    }
  }

  private void claimFailed(AddressPool pool) {
    claims.failed(pool).forEach(request -> leaseTheLast(request, pool));
    context.scheduleOnce(CLAIM_AGAIN, context.getSelf(), new PoolEvent.ClaimAgain(pool));
  }

  private Answer fixed(LeaseFixed request, Loan loan) {
    return switch (loan) {
      case Lent(InsideAddress inside) -> new Answer.Leased(inside);
      case NotLent(boolean inUse) ->
          inUse ? new Answer.InUse(request.address()) : leases.ofTheStore(request.address());
    };
  }

  private void tick() {
    renew();
    leases.pools().forEach(claims::topUp);
    audit
        .next()
        .ifPresent(
            question ->
                context.pipeToSelf(
                    blocks.leases(question.leases().keySet()),
                    (stored, fault) ->
                        fault == null
                            ? new PoolEvent.Audited(question, stored)
                            : new PoolEvent.Unanswered()));
  }

  private void renew() {
    if (claims.holdsBlocks()) {
      context.pipeToSelf(
          blocks.renew(),
          (lives, fault) ->
              fault == null ? new PoolEvent.Renewed(lives) : new PoolEvent.Unanswered());
    }
  }
}
