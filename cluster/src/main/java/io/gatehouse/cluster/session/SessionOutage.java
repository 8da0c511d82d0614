package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.HalfOpen;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import java.time.Duration;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * What a session does while its store is away. To ask it to store something would only make the
 * session deaf until it is back. So an established session does what needs no storing, as answering
 * dead peer detection, and puts off the rest; and one that is about to be established waits, for as
 * long as its client may take to log in.
 */
final class SessionOutage {

  static final Duration PAUSE = Duration.ofSeconds(2);

  private final SessionServices services;
  private final ActorContext<SessionCommand> actor;

  SessionOutage(SessionServices services, ActorContext<SessionCommand> actor) {
    this.services = services;
    this.actor = actor;
  }

  private boolean lasts() {
    return !services.storeAnswers().getAsBoolean();
  }

  /** Whether an established session must put a step off. */
  boolean forbids(SessionState state, Step step) {
    return step.durable() && state instanceof Established && lasts();
  }

  /** Whether a session that is about to be established must wait, or be given up. */
  boolean delays(SessionState state) {
    return state instanceof HalfOpen && lasts();
  }

  /** Its client has as long as for any other step of a login. */
  boolean mayWait(SessionState state) {
    return state instanceof HalfOpen session
        && session.expiresAt().isAfter(services.clock().instant());
  }

  /** The session is told once more, after a pause. */
  void again(SessionCommand command) {
    actor.scheduleOnce(PAUSE, actor.getSelf(), command);
  }
}
