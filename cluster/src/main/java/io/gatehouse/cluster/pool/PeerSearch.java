package io.gatehouse.cluster.pool;

import io.gatehouse.cluster.pool.PoolMessage.Lent;
import io.gatehouse.cluster.pool.PoolMessage.Loan;
import io.gatehouse.cluster.pool.PoolMessage.NotLent;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.InsideAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * One question to the pools of all other nodes. The first that lends an address has lent it; what
 * others lend, or it comes too late, goes back.
 */
final class PeerSearch {

  /** What it hears. */
  sealed interface Event permits Loan, Late, Over {}

  /** Nobody waits any longer. */
  record Late() implements Event {}

  /** What comes after that is given back by its lender's own look at the store. */
  record Over() implements Event {}

  /** A node that is alive answers in a millisecond or two. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final Duration STRAGGLERS = Duration.ofSeconds(5);

  private final Set<ActorRef<AddressPools.Command>> peers;
  private final SessionNumber session;
  private final Consumer<Loan> answer;
  private int replies;
  private boolean inUse;
  private boolean answered;

  private PeerSearch(
      Set<ActorRef<AddressPools.Command>> peers, SessionNumber session, Consumer<Loan> answer) {
    this.peers = peers;
    this.session = session;
    this.answer = answer;
  }

  /**
   * The behavior.
   *
   * @param question to be told to each peer
   * @param answer is called once
   */
  static Behavior<Event> create(
      Set<ActorRef<AddressPools.Command>> peers,
      SessionNumber session,
      Function<ActorRef<Loan>, AddressPools.Command> question,
      Consumer<Loan> answer) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> {
                  timers.startSingleTimer(new Late(), PATIENCE);
                  timers.startSingleTimer(new Over(), STRAGGLERS);
                  AddressPools.Command asked = question.apply(context.getSelf().narrow());
                  peers.forEach(peer -> peer.tell(asked));
                  PeerSearch search = new PeerSearch(peers, session, answer);
                  return Behaviors.receiveMessage(search::hear);
                }));
  }

  private Behavior<Event> hear(Event event) {
    switch (event) {
      case Lent lent -> lent(lent);
      case NotLent(boolean used) -> {
        replies++;
        inUse |= used;
      }
      case Late() -> answer(new NotLent(inUse));
      case Over() -> {
        return Behaviors.stopped();
      }
    }
    if (replies < peers.size()) {
      return Behaviors.same();
    }
    answer(new NotLent(inUse));
    return Behaviors.stopped();
  }

  private void lent(Lent lent) {
    replies++;
    if (answered) {
      giveBack(lent.inside());
    } else {
      answer(lent);
    }
  }

  private void giveBack(InsideAddress inside) {
    peers.forEach(peer -> peer.tell(new PoolMessage.Unused(inside.address(), session)));
  }

  private void answer(Loan loan) {
    if (!answered) {
      answered = true;
      answer.accept(loan);
    }
  }
}
