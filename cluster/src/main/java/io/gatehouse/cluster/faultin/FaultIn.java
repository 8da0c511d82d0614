package io.gatehouse.cluster.faultin;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.session.ArrivalHeard;
import io.gatehouse.cluster.session.SessionCommand;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.StoredState;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs CHILD SAs on the machine that their packets come to. The session is told, and moves
 * itself; when its node is gone, and nobody has noticed yet, it is moved here in its place: by the
 * same step, stored on top of the revision that was read, so that of all who try one succeeds.
 */
public final class FaultIn {

  private static final Logger LOG = LoggerFactory.getLogger(FaultIn.class);

  /** A living session answers in a millisecond or two, unless it makes a signature. */
  static final Duration PATIENCE = Duration.ofMillis(100);

  private static final Duration LOOK = Duration.ofMillis(25);
  private static final int MOST_TRIES = 3;

  /** The installation is on its way. */
  private static final Duration SERVED = Duration.ofSeconds(1);

  private static final Duration NO_SESSION = Duration.ofSeconds(5);

  /** The client itself may be the next one. */
  private static final Duration FORGED = Duration.ofMillis(200);

  /** What it hears. */
  sealed interface Event {}

  private record Came(Fault fault) implements Event {}

  private record Heard(SessionNumber session) implements Event {}

  private record Look() implements Event {}

  private record Found(SessionNumber session, Optional<StoredState<SessionState>> stored)
      implements Event {}

  private record Stored(SessionNumber session, long revision, Step step) implements Event {}

  private record NotStored(SessionNumber session, Throwable reason) implements Event {}

  private final FaultInServices services;
  private final Relocation relocation;
  private final ActorContext<Event> actor;
  private final TimerScheduler<Event> timers;
  private final ActorRef<ArrivalHeard> replies;
  private final Faults faults = new Faults();

  private FaultIn(
      FaultInServices services, ActorContext<Event> actor, TimerScheduler<Event> timers) {
    this.services = services;
    this.relocation = new Relocation(services);
    this.actor = actor;
    this.timers = timers;
    this.replies = actor.messageAdapter(ArrivalHeard.class, heard -> new Heard(heard.session()));
  }

  /**
   * Starts to serve the faults of this node's data plane.
   *
   * @return takes them; safe for several threads
   */
  public static Consumer<Fault> start(ActorSystem<?> system, FaultInServices services) {
    ActorRef<Event> faultIn = system.systemActorOf(create(services), "fault-in", Props.empty());
    return fault -> faultIn.tell(new Came(fault));
  }

  static Behavior<Event> create(FaultInServices services) {
    return Behaviors.supervise(
            Behaviors.<Event>withTimers(
                timers ->
                    Behaviors.setup(
                        actor -> {
                          FaultIn faultIn = new FaultIn(services, actor, timers);
                          return Behaviors.receiveMessage(
                              event -> {
                                faultIn.happened(event);
                                return Behaviors.same();
                              });
                        })))
        .onFailure(SupervisorStrategy.resume());
  }

  private void happened(Event event) {
    switch (event) {
      case Came(Fault fault) -> fault.session().ifPresent(session -> came(session, fault));
      case Heard(SessionNumber session) -> heard(session);
      case Look() -> faults.toldBy(now().minus(PATIENCE)).forEach(this::read);
      case Found(SessionNumber session, var stored) -> found(session, stored);
      case Stored(SessionNumber session, long revision, Step step) -> {
        carryOut(session, step);
        services.router().tell(session, new SessionCommand.Outdated(revision));
        over(session, SERVED);
      }
      case NotStored(SessionNumber session, Throwable reason) -> notStored(session, reason);
    }
    if (!faults.isEmpty() && !timers.isTimerActive(Look.class)) {
      timers.startSingleTimer(Look.class, new Look(), LOOK);
    }
  }

  private void came(SessionNumber session, Fault fault) {
    if (services.nodes().inMajority() && faults.begin(session, fault, now())) {
      services
          .router()
          .tell(
              session,
              new SessionCommand.Arrived(
                  fault.inboundSpi(), fault.path(), fault.packet(), replies));
    }
  }

  /** Too late when the store has been asked: then one of the two writes will be stale. */
  private void heard(SessionNumber session) {
    if (faults.find(session).filter(served -> served.stage() == Faults.Stage.TOLD).isPresent()) {
      over(session, SERVED);
    }
  }

  private void read(SessionNumber session) {
    faults.inStore(session);
    actor.pipeToSelf(
        services.store().read(session),
        (stored, failure) ->
            failure == null ? new Found(session, stored) : new NotStored(session, failure));
  }

  private void found(SessionNumber session, Optional<StoredState<SessionState>> stored) {
    Optional<Faults.Served> served = faults.find(session);
    if (served.isEmpty()) {
      return;
    }
    switch (relocation.decide(session, served.get().fault(), stored)) {
      case Relocation.NoSession() -> over(session, NO_SESSION);
      case Relocation.Forged() -> over(session, FORGED);
      case Relocation.NotNow() -> over(session, SERVED);
      case Relocation.Move(long revision, Step step) -> write(session, revision, step);
    }
  }

  private void write(SessionNumber session, long revision, Step step) {
    actor.pipeToSelf(
        services.store().write(session, revision, step.state()),
        (_, failure) ->
            failure == null
                ? new Stored(session, revision, step)
                : new NotStored(session, failure));
  }

  /** Somebody else has moved it at the same time, or it has done something. */
  private void notStored(SessionNumber session, Throwable reason) {
    Throwable cause =
        reason instanceof CompletionException && reason.getCause() != null
            ? reason.getCause()
            : reason;
    boolean again =
        cause instanceof StoreException.StaleRevision
            && faults.find(session).filter(served -> served.tries() < MOST_TRIES).isPresent();
    if (again) {
      read(session);
    } else {
      LOG.warn("session {} could not be moved here: {}", session, cause.getMessage());
      over(session, SERVED);
    }
  }

  private void carryOut(SessionNumber session, Step step) {
    for (Decision decision : step.decisions()) {
      switch (decision) {
        case Decision.Remove(int spi, String machine, OptionalInt successor) ->
            services.planes().remove(spi, machine, successor);
        case Decision.Install install -> install(session, install);
        case Decision.Move(int spi, var path) -> services.planes().move(spi, path);
        default -> LOG.error("a move wants {}, which is the session's alone", decision);
      }
    }
  }

  private void install(SessionNumber session, Decision.Install install) {
    try {
      services.planes().install(install.childSa(), install.path(), install.insideAddresses());
    } catch (DataPlaneException refused) {
      services
          .router()
          .tell(
              session,
              new SessionCommand.InstallationRefused(
                  install.childSa().inboundSpi(), install.path().headend(), refused.reason()));
    }
  }

  private void over(SessionNumber session, Duration quiet) {
    faults.over(session, now(), quiet);
  }

  private Instant now() {
    return services.clock().instant();
  }
}
