package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Context;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Meters;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a session's steps are computed: on its own thread, or, for milliseconds, elsewhere. */
final class Computation {

  private static final Logger LOG = LoggerFactory.getLogger(Computation.class);

  private final SessionNumber number;
  private final SessionServices services;
  private final ActorContext<SessionCommand> actor;
  private final Meters meters;

  Computation(
      SessionNumber number,
      SessionServices services,
      Meters meters,
      ActorContext<SessionCommand> actor) {
    this.number = number;
    this.services = services;
    this.actor = actor;
    this.meters = meters;
  }

  /** Nothing when there is a fault in the responder. */
  Optional<Step> here(SessionState state, Input input) {
    try {
      return Optional.of(Responder.step(state, input, context()));
    } catch (RuntimeException fault) {
      LOG.error("session {}: fault in the responder", number, fault);
      return Optional.empty();
    }
  }

  /**
   * The session is told {@link SessionCommand.Computed}, or {@link SessionCommand.NotComputed}.
   *
   * @return false when the queue is full: it is told nothing
   */
  boolean elsewhere(SessionState state, Input input) {
    try {
      actor.pipeToSelf(
          CompletableFuture.supplyAsync(
              () -> Responder.step(state, input, context()), services.cryptography()),
          (step, failure) -> failure == null ? new SessionCommand.Computed(step) : fault(failure));
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  private SessionCommand fault(Throwable failure) {
    LOG.error("session {}: fault in the responder", number, failure);
    return new SessionCommand.NotComputed("a fault in the responder", true);
  }

  private Context context() {
    return new Context(
        services.clock().instant(),
        services.random(),
        services.keys(),
        services.policy().get(),
        new SessionSpiMint(services.spis(), number),
        meters);
  }
}
