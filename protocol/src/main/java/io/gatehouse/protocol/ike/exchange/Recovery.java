package io.gatehouse.protocol.ike.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Going on with a session that was read back from the store. Its CHILD SAs are installed again,
 * with sequence numbers that were never used, and rekeyed soon; sessions spread that over a while
 * so that a restart is no storm.
 */
final class Recovery {

  private static final Duration SOONEST_REKEY = Duration.ofSeconds(5);
  private static final Duration REKEY_SPREAD = Duration.ofSeconds(40);

  private Recovery() {}

  static Step recovered(Established session, Context context) {
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
    for (ChildSa childSa : session.childSas()) {
      edit.replace(childSa.inboundSpi(), sa -> sa.recovered().rekeyedAt(rekeyAt(sa, context)));
    }
    Established next = edit.done();
    // The newest one carries the client's traffic: those in use come last.
    List<Decision> decisions = new ArrayList<>();
    next.childSas().stream()
        .sorted(Comparator.comparing(sa -> sa.stage() == ChildSa.Stage.INSTALLED))
        .forEach(childSa -> decisions.add(Establishment.install(next, childSa)));
    // Stored as it was before the window was opened: another recovery must open it as far again.
    return new Step(next, true, decisions);
  }

  private static Instant rekeyAt(ChildSa childSa, Context context) {
    long spread = (long) (context.random().nextDouble() * REKEY_SPREAD.toMillis());
    Instant soon = context.now().plus(SOONEST_REKEY).plusMillis(spread);
    return soon.isBefore(childSa.rekeyAt()) ? soon : childSa.rekeyAt();
  }
}
