package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.HalfOpen;
import io.gatehouse.protocol.ike.exchange.SessionState;
import java.util.Optional;

/**
 * One session in the node's books: its number, what it counts as, and its user. What was entered is
 * taken back exactly once.
 */
final class SessionEntry {

  private final SessionNumber number;
  private final SessionServices services;
  private SessionGauge.Phase counted = SessionGauge.Phase.NONE;
  private Optional<String> user = Optional.empty();
  private boolean numberHeld = true;
  private boolean answered;

  SessionEntry(SessionNumber number, SessionServices services) {
    this.number = number;
    this.services = services;
  }

  void entered(SessionState state) {
    answered();
    switch (state) {
      case HalfOpen _ -> {
        // A stray datagram to the same number may have come first, and given it back.
        services.numbers().occupy(number);
        numberHeld = true;
        count(SessionGauge.Phase.HALF_OPEN);
      }
      case Established session -> {
        count(SessionGauge.Phase.ESTABLISHED);
        join(session.participants().userName());
      }
      case SessionState.Vacant _, SessionState.Lingering _ -> leave();
      case SessionState.Closed _ -> {
        leave();
        releaseNumber();
      }
    }
  }

  /**
   * The actor is gone.
   *
   * @param inDoubt whether the store may have the session though it did not say so
   */
  void gone(boolean inDoubt) {
    awake();
    boolean goesOn = inDoubt || counted == SessionGauge.Phase.ESTABLISHED;
    answered();
    leave();
    if (!goesOn) {
      releaseNumber();
    }
  }

  /** The session has been resumed, if it was to be. */
  void awake() {
    services.awakening().ended(number);
  }

  private void answered() {
    if (!answered) {
      services.gauge().beginnings().answered(number);
      answered = true;
    }
  }

  private void leave() {
    count(SessionGauge.Phase.NONE);
    user.ifPresent(name -> services.registry().tell(new SessionRegistry.Left(number, name)));
    user = Optional.empty();
  }

  private void join(String name) {
    if (user.isEmpty()) {
      services.registry().tell(new SessionRegistry.Joined(number, name));
      user = Optional.of(name);
    }
  }

  private void count(SessionGauge.Phase phase) {
    services.gauge().moved(counted, phase);
    counted = phase;
  }

  private void releaseNumber() {
    if (numberHeld) {
      services.numbers().release(number);
      numberHeld = false;
    }
  }
}
