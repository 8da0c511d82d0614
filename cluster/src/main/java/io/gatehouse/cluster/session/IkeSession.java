package io.gatehouse.cluster.session;

import io.gatehouse.cluster.store.plugin.SessionStorePlugin;
import io.gatehouse.protocol.ike.exchange.Context;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.HalfOpen;
import io.gatehouse.protocol.ike.exchange.Identities;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Participants;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.RecoveryCompleted;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.persistence.typed.state.javadsl.Effect;
import org.apache.pekko.persistence.typed.state.javadsl.EffectBuilder;
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
  private static final Duration LAST_RESTART = Duration.ofSeconds(10);
  private static final double RESTART_JITTER = 0.2;
  private static final int EXCHANGE_TYPE_OFFSET = 18;

  private final SessionNumber number;
  private final SessionServices services;
  private final ActorContext<SessionCommand> actor;
  private final ActorRef<ClusterSharding.ShardCommand> shard;
  private final DeadlineTimer timer;
  private final DecisionRunner runner;

  /** What is in memory; the store has it only when it is established. */
  private SessionState state = new SessionState.Vacant();

  private boolean computing;

  /** Whether the store has the session, so that its address is not forgotten when this actor is. */
  private boolean stored;

  private IkeSession(
      SessionNumber number,
      SessionServices services,
      ActorContext<SessionCommand> actor,
      ActorRef<ClusterSharding.ShardCommand> shard,
      TimerScheduler<SessionCommand> timers) {
    super(
        PersistenceId.of(ENTITY_TYPE, number.entityId()),
        SupervisorStrategy.restartWithBackoff(FIRST_RESTART, LAST_RESTART, RESTART_JITTER));
    this.number = number;
    this.services = services;
    this.actor = actor;
    this.shard = shard;
    this.timer = new DeadlineTimer(timers, services.clock());
    this.runner = new DecisionRunner(number, services, actor);
  }

  public static Behavior<SessionCommand> create(
      SessionNumber number,
      SessionServices services,
      ActorRef<ClusterSharding.ShardCommand> shard) {
    return Behaviors.setup(
        actor ->
            Behaviors.withTimers(timers -> new IkeSession(number, services, actor, shard, timers)));
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
        .onSignal(PreRestart.instance(), _ -> runner.gone(state, stored))
        .onSignal(PostStop.instance(), _ -> runner.gone(state, stored))
        .build();
  }

  private void recovered(SessionState found) {
    enter(found);
    stored = found instanceof Established;
    if (stored) {
      actor.getSelf().tell(new SessionCommand.Answered(new Input.Recovered()));
    }
  }

  @Override
  public CommandHandler<SessionCommand, SessionState> commandHandler() {
    return (_, command) -> handle(command);
  }

  private Effect<SessionState> handle(SessionCommand command) {
    if (computing) {
      return switch (command) {
        case SessionCommand.Computed(Step step) -> {
          computing = false;
          yield apply(step);
        }
        case SessionCommand.NotComputed(String reason, boolean fault) -> {
          computing = false;
          yield notComputed(reason, fault);
        }
        case SessionCommand.Leave() -> Effect().none().thenStop();
        default -> Effect().stash();
      };
    }
    return switch (command) {
      case SessionCommand.Leave() -> Effect().none().thenStop();
      case SessionCommand.Deliver(Path path, Octets datagram) ->
          delivered(new Input.Datagram(path, datagram));
      case SessionCommand.Answered(Input input) -> step(input);
      case SessionCommand.PathChanged(Path path) -> step(new Input.PathChanged(path));
      case SessionCommand.Terminate(SessionEvent.Cause cause) -> step(new Input.Terminate(cause));
      case SessionCommand.Supersede(Participants participants, Path path) ->
          isSameClient(participants, path)
              ? step(new Input.Terminate(SessionEvent.Cause.REPLACED))
              : Effect().none();
      case SessionCommand.DeadlineDue() ->
          timer.isDue(state)
              ? step(new Input.DeadlineReached(runner.lastTraffic(state)))
              : rearmed();
      case SessionCommand.Resume() -> state instanceof Established ? Effect().none() : leave();
      case SessionCommand.Computed _, SessionCommand.NotComputed _ -> Effect().none();
    };
  }

  private Effect<SessionState> rearmed() {
    timer.arm(state);
    return Effect().none();
  }

  /** An AnyConnect client's IKE identity is everybody's, so its address must be the same too. */
  private boolean isSameClient(Participants participants, Path path) {
    return state instanceof Established established
        && established.participants().client().equals(participants.client())
        && established.participants().userName().equals(participants.userName())
        && (!participants.client().data().equals(Identities.ANYCONNECT)
            || established.path().remote().getAddress().equals(path.remote().getAddress()));
  }

  private Effect<SessionState> delivered(Input.Datagram datagram) {
    return isQuick(datagram.message()) ? step(datagram) : compute(datagram);
  }

  /** An INFORMATIONAL exchange of an established session needs no public-key cryptography. */
  private boolean isQuick(Octets message) {
    return state instanceof Established
        && message.length() >= IkeHeader.LENGTH
        && message.at(EXCHANGE_TYPE_OFFSET) == ExchangeType.INFORMATIONAL.number();
  }

  private Effect<SessionState> step(Input input) {
    if (state instanceof HalfOpen) {
      // The last answer of AAA or of a pool makes the headend sign.
      return compute(input);
    }
    try {
      return apply(Responder.step(state, input, context()));
    } catch (RuntimeException fault) {
      LOG.error("session {}: fault in the responder", number, fault);
      return Effect().none();
    }
  }

  private Effect<SessionState> compute(Input input) {
    SessionState before = state;
    try {
      computing = true;
      actor.pipeToSelf(
          CompletableFuture.supplyAsync(
              () -> Responder.step(before, input, context()), services.cryptography()),
          (step, failure) -> failure == null ? new SessionCommand.Computed(step) : fault(failure));
    } catch (RejectedExecutionException _) {
      computing = false;
      return notComputed("the cryptography dispatcher's queue is full", false);
    }
    return Effect().none();
  }

  private SessionCommand fault(Throwable failure) {
    LOG.error("session {}: fault in the responder", number, failure);
    return new SessionCommand.NotComputed("a fault in the responder", true);
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

  private Context context() {
    return new Context(
        services.clock().instant(),
        services.random(),
        services.policy().get(),
        new SessionSpiMint(services.spis(), number));
  }

  /**
   * A durable step is stored before anything of it is told; one that ends the session removes its
   * row.
   */
  private Effect<SessionState> apply(Step step) {
    enter(step.state());
    EffectBuilder<SessionState> effect =
        step.durable() ? Effect().persist(step.state()) : Effect().none();
    return effect.thenRun(() -> finish(step)).thenUnstashAll();
  }

  private void finish(Step step) {
    stored |= step.durable();
    runner.run(step.decisions());
    if (state instanceof SessionState.Closed || state instanceof SessionState.Vacant) {
      passivate();
    }
  }

  private void enter(SessionState next) {
    runner.entered(state, next);
    state = next;
    timer.arm(next);
  }

  private Effect<SessionState> leave() {
    enter(new SessionState.Closed());
    return Effect().none().thenRun(this::passivate).thenUnstashAll();
  }

  private void passivate() {
    shard.tell(new ClusterSharding.Passivate<>(actor.getSelf()));
  }
}
