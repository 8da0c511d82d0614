package io.gatehouse.cluster.session;

import io.gatehouse.cluster.store.plugin.SessionStorePlugin;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.HalfOpen;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.RecoveryCompleted;
import org.apache.pekko.persistence.typed.state.RecoveryFailed;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.persistence.typed.state.javadsl.Effect;
import org.apache.pekko.persistence.typed.state.javadsl.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One VPN session, addressed by its SPIs: a thin shell around {@link Responder}. It runs steps,
 * stores what must be durable before anything of it is told, and carries out decisions.
 *
 * <p>While a step is computed elsewhere the next commands wait: a session does one thing at a time.
 */
public final class IkeSession extends DurableStateBehavior<SessionCommand, SessionState> {

  static final String ENTITY_TYPE = "IkeSession";

  private static final Logger LOG = LoggerFactory.getLogger(IkeSession.class);
  private static final Duration FIRST_RESTART = Duration.ofMillis(200);
  private static final Duration LAST_RESTART = Duration.ofSeconds(3);
  private static final double RESTART_JITTER = 0.2;

  private final SessionNumber number;
  private final ActorContext<SessionCommand> actor;
  private final SessionResidence residence;
  private final DeadlineTimer timer;
  private final DecisionRunner runner;
  private final Carrier carrier;
  private final SessionEntry entry;
  private final Computation computation;
  private final Arrivals arrivals;
  private final NumberTaken taken;
  private final SessionOutage outage;
  private final Occupation occupation = new Occupation();

  /** What has been told; the store has it only when it is established. */
  private SessionState state = new SessionState.Vacant();

  /** What the store is asked to keep, until it says that it does. */
  private Optional<Step> storing = Optional.empty();

  private IkeSession(
      SessionNumber number,
      SessionServices services,
      SessionResidence residence,
      ActorContext<SessionCommand> actor,
      TimerScheduler<SessionCommand> timers) {
    super(
        PersistenceId.of(ENTITY_TYPE, number.entityId()),
        SupervisorStrategy.restartWithBackoff(FIRST_RESTART, LAST_RESTART, RESTART_JITTER)
            .withLoggingEnabled(false));
    this.number = number;
    this.actor = actor;
    this.residence = residence;
    this.timer = new DeadlineTimer(timers, services.clock());
    this.runner = new DecisionRunner(number, services, actor);
    SessionMeters meters =
        new SessionMeters(
            services.dataPlanes(), services.store()::answers, services.gauge()::established);
    this.carrier = new Carrier(services.dataPlanes(), meters, actor);
    this.entry = new SessionEntry(number, services);
    this.arrivals = new Arrivals(services.dataPlanes(), services.clock());
    this.taken = services.taken();
    this.computation = new Computation(number, services, meters, actor);
    this.outage = new SessionOutage(number, services, actor, timer, occupation);
  }

  public static Behavior<SessionCommand> create(
      SessionNumber number,
      SessionServices services,
      LocalSessions local,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    return Behaviors.setup(
        actor -> {
          SessionResidence residence = new SessionResidence(number, local, actor, shard);
          residence.begin();
          return Behaviors.withTimers(
              timers -> new IkeSession(number, services, residence, actor, timers));
        });
  }

  @Override
  public String durableStateStorePluginId() {
    return SessionStorePlugin.ID;
  }

  @Override
  public SessionState emptyState() {
    return new SessionState.Vacant();
  }

  @Override
  public SignalHandler<SessionState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .onSignal(RecoveryFailed.class, (_, failed) -> notRead(failed.getFailure()))
        .onSignal(PostStop.instance(), _ -> gone())
        .build();
  }

  private void gone() {
    entry.gone(storing.isPresent());
    residence.ended();
  }

  private void notRead(Throwable failure) {
    LOG.debug("session {}: not read: {}", number, failure.getMessage());
  }

  /**
   * At the start, and each time that the store did not confirm what it was to keep: it may have
   * kept it or not, and what it has counts.
   */
  private void recovered(SessionState found) {
    Optional<Step> doubtful = storing;
    storing = Optional.empty();
    occupation.end();
    timer.forget();
    switch (new Interruption(state, doubtful).resolve(found)) {
      case Interruption.NothingStored() -> {}
      case Interruption.Confirmed(Step step) -> finish(step);
      case Interruption.Resumed(Established session, List<Decision> amends) -> {
        runner.run(amends);
        enter(session);
        occupation.resuming();
        carrier.takeStock(session);
      }
      case Interruption.NotYetStored _ when runner.addressIsAnothers() -> {
        enter(state);
        runner.disputeAddress();
      }
      case Interruption.NotYetStored(Step step, _) when outage.mayWait(state) ->
          outage.awaitStore(step);
      case Interruption.NotYetStored(_, List<Decision> amends) -> {
        outage.loginGivenUp();
        end(amends);
      }
      case Interruption.Lost(List<Decision> amends) -> {
        LOG.warn("session {}: is not in the store any more and ends", number);
        end(amends);
      }
    }
  }

  private void end(List<Decision> amends) {
    runner.run(amends);
    enter(new SessionState.Closed());
    residence.end();
  }

  @Override
  public CommandHandler<SessionCommand, SessionState> commandHandler() {
    return (_, command) -> handle(command);
  }

  private Effect<SessionState> handle(SessionCommand command) {
    return switch (occupation.admit(command)) {
      case NOW -> serve(command);
      case LATER -> Effect().stash();
      case NEVER -> Effect().none();
    };
  }

  private Effect<SessionState> serve(SessionCommand command) {
    if (carrier.takesLastReading(state, command)) {
      return Effect().none();
    }
    return act(command);
  }

  private Effect<SessionState> act(SessionCommand command) {
    return switch (command) {
      case SessionCommand.LastRead(SessionCommand then) -> act(then);
      case SessionCommand.Deliver(Path path, Octets datagram) -> received(path, datagram);
      case SessionCommand.Arrived arrived -> arrived(arrived);
      case SessionCommand.Answered(Input input) -> answered(input);
      case SessionCommand.PathChanged(Path path) -> step(new Input.PathChanged(path));
      case SessionCommand.Terminate(SessionEvent.Cause cause) -> step(new Input.Terminate(cause));
      case SessionCommand.Concerning concerning ->
          state instanceof Established session && concerning.concerns(session)
              ? step(concerning.input())
              : Effect().none();
      case SessionCommand.RekeyDue(int inboundSpi) -> answered(new Input.RekeyDue(inboundSpi));
      case SessionCommand.Received(int inboundSpi, int outboundSpi, long number) ->
          answered(new Input.Received(inboundSpi, outboundSpi, number));
      case SessionCommand.DeadlineDue() -> timer.isDue(state) ? deadline() : rearmed();
      case SessionCommand.TrafficTold(Instant last) ->
          timer.isDue(state) ? step(new Input.DeadlineReached(last)) : rearmed();
      case SessionCommand.Resume() -> resumed();
      case SessionCommand.Computed(Step step) -> goOn(outage.permitted(state, step));
      case SessionCommand.Storable(Input input) -> goOn(computation.here(state, input));
      case SessionCommand.NotStorable(Input input) -> goOn(outage.putOff(input));
      case SessionCommand.NotComputed(String reason, boolean fault) -> notComputed(reason, fault);
      case SessionCommand.Outdated(long revision) -> outdated(revision);
      case SessionCommand.Leave() -> Effect().none().thenStop();
    };
  }

  /** Served after the session was read, and has gone on from there. */
  private Effect<SessionState> resumed() {
    entry.awake();
    return state instanceof SessionState.Vacant ? leave() : Effect().none();
  }

  private Effect<SessionState> received(Path path, Octets datagram) {
    if (InitialRequest.isStrangeTo(state, datagram)) {
      taken.tell(number, path, datagram);
      return Effect().none();
    }
    return step(new Input.Datagram(path, datagram));
  }

  private Effect<SessionState> arrived(SessionCommand.Arrived arrived) {
    arrived.replyTo().tell(new ArrivalHeard(number));
    if (state instanceof SessionState.Vacant) {
      return leave();
    }
    return state instanceof Established session && arrivals.isToMove(session, arrived)
        ? step(new Input.NotInstalled(arrived.path()))
        : Effect().none();
  }

  private Effect<SessionState> outdated(long revision) {
    if (state instanceof Established && lastSequenceNumber(actor) < revision) {
      residence.beginAgain();
    }
    return Effect().none();
  }

  /** Addresses that come when nobody waits for them any more go back. */
  private Effect<SessionState> answered(Input input) {
    if (state instanceof HalfOpen || state instanceof Established) {
      return step(input);
    }
    if (input instanceof Input.AddressLeased(_, List<Lease> leases)) {
      leases.forEach(lease -> runner.run(List.of(new Decision.ReleaseAddress(lease))));
    }
    endIfOver();
    return Effect().none();
  }

  private Effect<SessionState> deadline() {
    return carrier
        .lastTraffic(state)
        .map(last -> step(new Input.DeadlineReached(last)))
        .orElseGet(() -> Effect().none());
  }

  private Effect<SessionState> rearmed() {
    timer.arm(state);
    return Effect().none();
  }

  private Effect<SessionState> step(Input input) {
    if (Responder.isQuick(state, input)) {
      return stepHere(input);
    }
    if (computation.elsewhere(state, input)) {
      occupation.computing();
      return Effect().none();
    }
    // A client sends again what was not served. Nobody else does.
    return input instanceof Input.Datagram
        ? notComputed("the cryptography dispatcher's queue is full", false)
        : stepHere(input);
  }

  private Effect<SessionState> stepHere(Input input) {
    return goOn(
        computation.here(state, input).flatMap(step -> outage.permitted(state, input, step)));
  }

  private Effect<SessionState> goOn(Optional<Step> step) {
    return step.map(this::apply).orElseGet(() -> Effect().none().thenUnstashAll());
  }

  /**
   * The client sends again what was not served; a half-open session with a fault in it is not worth
   * another try.
   */
  private Effect<SessionState> notComputed(String reason, boolean fault) {
    LOG.debug("session {}: dropped an input: {}", number, reason);
    boolean hopeless = state instanceof SessionState.Vacant || (fault && state instanceof HalfOpen);
    return hopeless ? leave() : Effect().none().thenUnstashAll();
  }

  /**
   * A durable step is stored before anything of it is told; one that ends the session removes its
   * row.
   */
  private Effect<SessionState> apply(Step step) {
    if (!step.durable()) {
      finish(step);
      return Effect().none().thenUnstashAll();
    }
    if (state instanceof HalfOpen && outage.lasts()) {
      return outage.mayWait(state) ? await(step) : giveUp();
    }
    storing = Optional.of(step);
    return Effect().persist(step.state()).thenRun(() -> stored(step)).thenUnstashAll();
  }

  private Effect<SessionState> await(Step step) {
    outage.awaitStore(step);
    return Effect().none();
  }

  private Effect<SessionState> giveUp() {
    outage.loginGivenUp();
    return leave();
  }

  private void stored(Step step) {
    storing = Optional.empty();
    finish(step);
  }

  private void finish(Step step) {
    enter(step.state());
    runner.run(step.decisions());
    arrivals.carriedOut(step.decisions());
    if (state instanceof Established) {
      runner.keepAddress();
    }
    endIfOver();
  }

  private void enter(SessionState next) {
    state = next;
    entry.entered(next);
    timer.arm(next);
  }

  private Effect<SessionState> leave() {
    runner.giveBackAddress();
    enter(new SessionState.Closed());
    endIfOver();
    return Effect().none().thenUnstashAll();
  }

  /** Whoever still waits for an address stays to give it back. */
  private void endIfOver() {
    boolean over = state instanceof SessionState.Closed || state instanceof SessionState.Vacant;
    if (over && !runner.awaitsAddress()) {
      residence.end();
    }
  }
}
