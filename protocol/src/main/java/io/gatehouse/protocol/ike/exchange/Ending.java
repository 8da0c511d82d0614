package io.gatehouse.protocol.ike.exchange;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The end of an established session: its CHILD SAs and its addresses go with it. */
final class Ending {

  /** How long the last response is kept for a client that has not received it. */
  static final Duration LINGER = Duration.ofSeconds(10);

  private Ending() {}

  /** With the last response sent in {@code decisions}, and kept for retransmissions. */
  static Step answered(
      Established session, SessionEvent.Cause cause, List<Decision> decisions, Context context) {
    return new Step(
        new SessionState.Lingering(
            session.ikeSa(),
            session.window(),
            context.now().plus(LINGER),
            Bookkeeping.closed(session, cause, context)),
        true,
        withRemovals(session, cause, decisions));
  }

  /** Without a word more to the client. */
  static Step now(
      Established session, SessionEvent.Cause cause, List<Decision> decisions, Context context) {
    return new Step(
        new SessionState.Closed(Bookkeeping.closed(session, cause, context)),
        true,
        withRemovals(session, cause, decisions));
  }

  /** What the client has is taken back before it is answered: it may come again at once. */
  private static List<Decision> withRemovals(
      Established session, SessionEvent.Cause cause, List<Decision> decisions) {
    List<Decision> all = new ArrayList<>();
    session.childSas().forEach(childSa -> all.add(Moving.remove(session, childSa.inboundSpi())));
    session.leases().forEach(lease -> all.add(new Decision.ReleaseAddress(lease)));
    all.addAll(decisions);
    all.add(
        new Decision.Report(
            new SessionEvent.Disconnected(
                session.sessionId(), session.participants().userName(), cause)));
    return all;
  }
}
