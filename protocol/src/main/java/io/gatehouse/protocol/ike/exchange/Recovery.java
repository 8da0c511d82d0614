package io.gatehouse.protocol.ike.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Going on with a session that was read back from the store. Its machine may have its CHILD SAs
 * still, and they go on; those that it has lost are installed again. When the machine itself is
 * gone nothing is installed anywhere: the client's next packet says where.
 */
final class Recovery {

  private Recovery() {}

  static Step recovered(Established session, Input.Recovered found, Context context) {
    EstablishedEdit edit =
        session
            .edit()
            .window(session.window().recovered())
            .fragments(Fragments.none())
            .lastHeard(context.now())
            .lastTraffic(context.now());
    Optional<Outstanding> repeated =
        session
            .outstanding()
            .filter(own -> !(own.purpose() instanceof Outstanding.Purpose.Liveness))
            .map(own -> own.repeated(1, context.now()));
    edit.outstanding(repeated);
    if (repeated.isEmpty()) {
      edit.ownIds(session.ownIds().recovered(session.outstanding().isPresent()));
    }
    return found.machineLives()
        ? reinstall(session, edit, found, context)
        : lookForClient(edit.done(), context);
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
    // Stored as it was before the window was opened: another recovery must open it as far again.
    return new Step(next, !anew.isEmpty(), Moving.installations(next, anew));
  }

  /**
   * Asks whether the client is alive: the answer comes to the machine that its datagrams come to
   * now, and takes the CHILD SAs there.
   */
  static Step lookForClient(Established session, Context context) {
    if (session.outstanding().isPresent()) {
      Outstanding own = session.outstanding().get();
      return Step.of(
          session.edit().outstanding(Optional.of(own.repeated(1, context.now()))).done());
    }
    return session.timing().deadPeerDetection().isPresent()
        ? OwnRequests.begin(session, new Outstanding.Purpose.Liveness(), List.of(), context)
        : Step.of(session);
  }
}
