package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;

/**
 * The headend's side of IKEv2 (RFC 7296) for one session: a function from state and input to state
 * and decisions.
 *
 * <p>A step that is not {@linkplain #isQuick quick} may compute for milliseconds.
 */
public final class Responder {

  private static final int EXCHANGE_TYPE_OFFSET = 18;
  private static final int FLAGS_OFFSET = 19;
  private static final int RESPONSE_FLAG = 0x20;

  private Responder() {}

  /** Whether a step needs neither a key exchange nor a signature. */
  public static boolean isQuick(SessionState state, Input input) {
    return switch (state) {
      case HalfOpen halfOpen -> !HalfOpenResponder.mayProve(halfOpen);
      case Established _ ->
          !(input instanceof Input.Datagram(_, Octets message)) || isInformational(message);
      case SessionState.Vacant _ -> !(input instanceof Input.Datagram);
      case SessionState.Lingering _, SessionState.Closed _ -> true;
    };
  }

  private static boolean isInformational(Octets message) {
    return message.length() >= IkeHeader.LENGTH
        && message.at(EXCHANGE_TYPE_OFFSET) == ExchangeType.INFORMATIONAL.number();
  }

  /** Whether a datagram of an established session may hold a client's Delete: a request may. */
  public static boolean mayEnd(Octets message) {
    return isInformational(message) && (message.at(FLAGS_OFFSET) & RESPONSE_FLAG) == 0;
  }

  public static Step step(SessionState state, Input input, Context context) {
    return switch (state) {
      case SessionState.Vacant vacant ->
          input instanceof Input.Datagram datagram
              ? InitialExchange.begin(datagram, context)
              : unconcerned(vacant, input);
      case HalfOpen halfOpen -> HalfOpenResponder.step(halfOpen, input, context);
      case Established established ->
          kept(established, EstablishedResponder.step(established, input, context), context);
      case SessionState.Lingering lingering -> linger(lingering, input);
      case SessionState.Closed closed -> unconcerned(closed, input);
    };
  }

  /** With what is known of the traffic at this time, if it is stored. */
  private static Step kept(Established before, Step step, Context context) {
    return Bookkeeping.kept(before, ReplayCheckpoint.kept(before, step, context), context);
  }

  /**
   * The same step with nothing stored: for a store that is away. Nothing when that would break a
   * promise, or move CHILD SAs to another machine; what may be lost is where the client is, and how
   * far either side has come with requests that change nothing. The account, and how far CHILD SAs
   * have received, are brought up to date with what is stored next.
   */
  public static Optional<Step> withoutStoring(SessionState before, Step step) {
    return before instanceof Established was && step.state() instanceof Established now
        ? withoutStoring(was, now, step.decisions())
        : Optional.empty();
  }

  private static Optional<Step> withoutStoring(
      Established was, Established now, List<Decision> decisions) {
    Established unstored =
        now.edit()
            .window(now.window().unstored(was.window().checkpoint()))
            .ownIds(now.ownIds().unstored(was.ownIds().checkpoint()))
            .account(was.account())
            .childSas(ReplayCheckpoint.asBefore(was, now))
            .done();
    Established lasting =
        unstored
            .edit()
            .window(was.window())
            .fragments(was.fragments())
            .path(was.path())
            .lastHeard(was.lastHeard())
            .lastTraffic(was.lastTraffic())
            .done();
    boolean sameMachine = now.path().isOnMachineOf(was.path());
    // A record for the outbox went with what was stored last: an edit leaves it out.
    return sameMachine && lasting.equals(was.edit().done())
        ? Optional.of(Step.of(unstored, decisions))
        : Optional.empty();
  }

  /** Addresses that come too late go back to their pools. */
  static Step unconcerned(SessionState session, Input input) {
    return input instanceof Input.AddressLeased(_, List<Lease> leases)
        ? Step.of(session, leases.stream().map(Decision.ReleaseAddress::new).toList())
        : Step.of(session);
  }

  private static Step linger(SessionState.Lingering session, Input input) {
    if (input instanceof Input.DeadlineReached) {
      return Step.of(new SessionState.Closed());
    }
    boolean repeated =
        input instanceof Input.Datagram datagram
            && Incoming.read(
                    datagram.message(),
                    new Incoming.Expectation(session.ikeSa(), session.window(), _ -> false, false),
                    Fragments.none())
                instanceof Incoming.Repeated;
    return repeated
        ? Step.of(
            session,
            new Decision.Transmit(((Input.Datagram) input).path(), session.window().lastResponse()))
        : unconcerned(session, input);
  }
}
