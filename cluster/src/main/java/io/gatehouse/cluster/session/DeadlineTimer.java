package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.SessionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The one timer of a session. A deadline that moves away, as it does with every sign of life, does
 * not touch the timer: it fires early once, and is set anew.
 */
final class DeadlineTimer {

  private static final Object KEY = "deadline";

  private final TimerScheduler<SessionCommand> timers;
  private final Clock clock;
  private Instant firesAt = Instant.MAX;

  DeadlineTimer(TimerScheduler<SessionCommand> timers, Clock clock) {
    this.timers = timers;
    this.clock = clock;
  }

  /** A restarted actor has no timers any more. */
  void forget() {
    timers.cancel(KEY);
    firesAt = Instant.MAX;
  }

  void arm(SessionState state) {
    Optional<Instant> deadline = state.deadline();
    if (deadline.isEmpty()) {
      forget();
    } else if (deadline.get().isBefore(firesAt)) {
      Duration wait = Duration.between(clock.instant(), deadline.get());
      timers.startSingleTimer(
          KEY, new SessionCommand.DeadlineDue(), wait.isNegative() ? Duration.ZERO : wait);
      firesAt = deadline.get();
    }
  }

  /** Nothing can be done about a deadline now: it comes once more. */
  void postpone(Duration wait) {
    timers.startSingleTimer(KEY, new SessionCommand.DeadlineDue(), wait);
    firesAt = clock.instant().plus(wait);
  }

  /** To be asked when the timer has fired. */
  boolean isDue(SessionState state) {
    firesAt = Instant.MAX;
    return state.deadline().filter(at -> !at.isAfter(clock.instant())).isPresent();
  }
}
