package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.HalfOpen;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * What a session does while its store is away. To ask it to store something would only make the
 * session deaf until it is back. So an established session does what needs no storing, as answering
 * dead peer detection, and puts off the rest; and one that is about to be established waits, for as
 * long as its client may take to log in.
 */
final class SessionOutage {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final SessionNumber number;
  private final SessionServices services;
  private final ActorContext<SessionCommand> actor;
  private final DeadlineTimer timer;
  private final Occupation occupation;
  private boolean checkpointAsked;

  SessionOutage(
      SessionNumber number,
      SessionServices services,
      ActorContext<SessionCommand> actor,
      DeadlineTimer timer,
      Occupation occupation) {
    this.number = number;
    this.services = services;
    this.actor = actor;
    this.timer = timer;
    this.occupation = occupation;
  }

  /** As far as is known: for a moment after it went away nobody has noticed. */
  boolean lasts() {
    return !services.store().answers();
  }

  /**
   * What is done of a step now; nothing of it when it has to wait.
   *
   * <p>A client sends its next request only after it has seen the response to this one, so that
   * there is nothing to answer while that is being stored. What the headend does by itself must not
   * keep it from answering, and so the store is asked first whether it is there. What was read from
   * it a moment ago is as good as an answer.
   */
  Optional<Step> permitted(SessionState state, Input input, Step step) {
    if (!step.durable() || !(state instanceof Established)) {
      return Optional.of(step);
    }
    Optional<Step> unstored = Responder.withoutStoring(state, step);
    if (lasts()) {
      return unstored.or(() -> putOff(input));
    }
    boolean asked = input instanceof Input.Datagram;
    if (asked && unstored.isPresent()) {
      askForCheckpoint();
      return unstored;
    }
    return asked || input instanceof Input.Recovered ? Optional.of(step) : askStore(input);
  }

  /** Likewise, of a step that a client's request led to: it is asked again. */
  Optional<Step> permitted(SessionState state, Step step) {
    if (step.durable() && state instanceof Established && lasts()) {
      putOff();
      return Optional.empty();
    }
    return Optional.of(step);
  }

  /** Once at a time, however many requests are answered meanwhile. */
  private void askForCheckpoint() {
    if (!checkpointAsked) {
      checkpointAsked = true;
      askStore(new Input.CheckpointDue());
    }
  }

  /** The session is told whether the input is storable; meanwhile it serves others. */
  private Optional<Step> askStore(Input input) {
    actor.pipeToSelf(services.store().read(number), (_, failure) -> answered(input, failure));
    return Optional.empty();
  }

  /** On the session's own thread. */
  private SessionCommand answered(Input input, @Nullable Throwable failure) {
    if (input instanceof Input.CheckpointDue) {
      checkpointAsked = false;
    }
    return failure == null
        ? new SessionCommand.Storable(input)
        : new SessionCommand.NotStorable(input);
  }

  /** An input that nobody repeats by himself comes once more. */
  Optional<Step> putOff(Input input) {
    putOff();
    switch (input) {
      case Input.DeadlineReached _ -> timer.postpone(PAUSE);
      case Input.Datagram _,
          Input.PathChanged _,
          Input.NotInstalled _,
          Input.Received _,
          Input.CheckpointDue _ -> {}
      case Input.Recovered _ -> {
        occupation.resuming();
        again(new SessionCommand.Answered(input));
      }
      case Input.Authenticated _,
          Input.Authorized _,
          Input.AddressLeased _,
          Input.AddressRefused _,
          Input.InstallationFailed _,
          Input.RekeyDue _,
          Input.Expired _,
          Input.Terminate _,
          Input.MachineLost _ ->
          again(new SessionCommand.Answered(input));
    }
    return Optional.empty();
  }

  private void putOff() {
    services.gauge().outageToll().stepPutOff();
  }

  private void again(SessionCommand command) {
    actor.scheduleOnce(PAUSE, actor.getSelf(), command);
  }

  /** A client may take so long for each step of a login, and so may the store. */
  boolean mayWait(SessionState state) {
    return state instanceof HalfOpen session
        && session.expiresAt().isAfter(services.clock().instant());
  }

  /** The client waits for its last response: until then the session does nothing else. */
  void awaitStore(Step step) {
    putOff();
    occupation.computing();
    again(new SessionCommand.Computed(step));
  }

  void loginGivenUp() {
    services.gauge().outageToll().loginGivenUp(number, services.clock().instant());
  }
}
