package io.gatehouse.protocol.ike.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Going on with a session that was read back from the store. Its machine may have its CHILD SAs
 * still, and they go on; those that it has lost are installed again. When the machine itself is
 * gone nothing is installed anywhere: the client's next packet says where.
 */
final class Recovery {

  /**
   * A node with many sessions that all come anew asks about 500 clients in a second for a sign of
   * life: up to seventeen requests for each, until it knows the message id.
   */
  private static final Duration TURN_OF_EACH = Duration.ofMillis(2);

  private Recovery() {}

  static Step recovered(Established session, Input.Recovered found, Context context) {
    EstablishedEdit edit =
        session
            .edit()
            .window(session.window().recovered())
            .fragments(Fragments.none())
            .lastHeard(turn(context))
            .lastTraffic(context.now());
    Optional<Outstanding> repeated = ownRequest(session, context);
    edit.outstanding(repeated);
    if (repeated.isEmpty()) {
      edit.ownIds(session.ownIds().recovered(session.outstanding().isPresent()));
    }
    return found.machineLives()
        ? reinstall(session, edit, found, context)
        : lookForClient(edit.done(), context);
  }

  /** From when on the client's silence counts. */
  private static Instant turn(Context context) {
    Duration ofAll = TURN_OF_EACH.multipliedBy(context.meters().sessions());
    return context.now().plusMillis((long) (context.random().nextDouble() * ofAll.toMillis()));
  }

  private static Step reinstall(
      Established session, EstablishedEdit edit, Input.Recovered found, Context context) {
    List<Integer> lost = new ArrayList<>();
    for (ChildSa childSa : session.childSas()) {
      if (!found.installed().contains(childSa.inboundSpi())) {
        lost.add(childSa.inboundSpi());
        edit.replace(childSa.inboundSpi(), sa -> Moving.recovered(sa, context));
      }
    }
    Established next = edit.done();
    List<ChildSa> anew =
        next.childSas().stream().filter(sa -> lost.contains(sa.inboundSpi())).toList();
    List<Decision> installations = Moving.installations(next, anew);
    if (next.outstanding().isEmpty() && MessageIdSynchronization.isDue(next)) {
      return OwnRequests.begin(
          next, MessageIdSynchronization.purpose(next, context), installations, context);
    }
    // Stored as it was before the window was opened: another recovery must open it as far again.
    return new Step(next, !anew.isEmpty(), installations);
  }

  /**
   * Asks whether the client is alive: the answer comes to the machine that its datagrams come to
   * now, and takes the CHILD SAs there. So does the answer to a question about message ids.
   */
  static Step lookForClient(Established session, Context context) {
    if (session.outstanding().isPresent()) {
      Outstanding own = session.outstanding().get();
      return Step.of(
          session.edit().outstanding(Optional.of(own.repeated(1, context.now()))).done());
    }
    if (MessageIdSynchronization.isDue(session)) {
      return OwnRequests.begin(
          session, MessageIdSynchronization.purpose(session, context), List.of(), context);
    }
    return session.timing().deadPeerDetection().isPresent()
        ? OwnRequests.begin(session, new Outstanding.Purpose.Liveness(), List.of(), context)
        : Step.of(session);
  }

  /**
   * To be sent again at once. What was asked about liveness, or about message ids with a nonce that
   * somebody may have heard, is asked anew.
   */
  private static Optional<Outstanding> ownRequest(Established session, Context context) {
    return session
        .outstanding()
        .filter(own -> !(own.purpose() instanceof Outstanding.Purpose.Liveness))
        .filter(own -> !(own.purpose() instanceof Outstanding.Purpose.MessageIdSync))
        .map(own -> own.repeated(1, context.now()));
  }
}
