package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.util.List;

/**
 * A session until its client is authenticated: only IKE_AUTH is served. CREATE_CHILD_SA and
 * INFORMATIONAL before that are the way into CVE-2026-78135, and are dropped.
 */
final class HalfOpenResponder {

  /** How long a refused session answers retransmissions. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  /** IKE_AUTH requests of one client: EAP-TLS with long chains takes some thirty. */
  private static final int MOST_REQUESTS = 100;

  /** Message id of the first IKE_AUTH request. */
  private static final int FIRST_REQUEST = 1;

  private HalfOpenResponder() {}

  /**
   * Whether signatures may be made or verified in the next step. The client's comes with the first
   * IKE_AUTH request, or when it is asked for within AnyConnect-EAP; the headend's with the first
   * response, for which EAP may have to ask RADIUS.
   */
  static boolean mayProve(HalfOpen session) {
    return switch (session.stage()) {
      case Stage.AwaitingAuthentication() -> true;
      case Stage.RelayingEap _ ->
          session.window().answering() && session.window().nextId() == FIRST_REQUEST + 1;
      case Stage.InDialogue stage -> stage.dialogue().awaitsCertificate();
      case Stage.AwaitingFinalAuthentication _,
          Stage.Authorizing _,
          Stage.LeasingAddress _,
          Stage.Ended _ ->
          false;
    };
  }

  static Step step(HalfOpen session, Input input, Context context) {
    return switch (input) {
      case Input.Datagram(Path path, Octets datagram) -> received(session, path, datagram, context);
      case Input.Authenticated(long id, AuthenticationVerdict verdict) ->
          isAwaited(session, id) ? authenticated(session, verdict, context) : Step.of(session);
      case Input.Authorized(long id, AuthorizationVerdict verdict) ->
          isAwaited(session, id) ? authorized(session, verdict, context) : Step.of(session);
      case Input.AddressLeased(long id, List<Lease> leases) ->
          session.stage() instanceof Stage.LeasingAddress leasing && isAwaited(session, id)
              ? Establishment.establish(session, leasing, leases, context)
              : Responder.unconcerned(session, input);
      case Input.AddressRefused(long id, String reason) ->
          session.stage() instanceof Stage.LeasingAddress leasing && isAwaited(session, id)
              ? Establishment.notLeased(session, leasing, reason, context)
              : Step.of(session);
      case Input.DeadlineReached _ -> timedOut(session, context);
      case Input.Terminate _ -> giveUp(session, "ended by the headend", context);
      case Input.InstallationFailed _,
          Input.PathChanged _,
          Input.NotInstalled _,
          Input.CheckpointDue _,
          Input.MachineLost _,
          Input.RekeyDue _,
          Input.Expired _,
          Input.Received _,
          Input.Recovered _ ->
          Step.of(session);
    };
  }

  /** The answer to the latest question, while the client's request still waits for it. */
  private static boolean isAwaited(HalfOpen session, long id) {
    return id == session.lastRequestId() && session.window().answering();
  }

  private static Step authenticated(
      HalfOpen session, AuthenticationVerdict verdict, Context context) {
    return switch (session.stage()) {
      case Stage.RelayingEap relay -> EapRelay.judged(session, relay, verdict, context);
      case Stage.InDialogue dialogue when dialogue.checking() ->
          AnyConnectExchange.judged(session, dialogue, verdict, context);
      default -> Step.of(session);
    };
  }

  private static Step authorized(HalfOpen session, AuthorizationVerdict verdict, Context context) {
    return switch (session.stage()) {
      case Stage.InDialogue dialogue when dialogue.authorizing() ->
          AnyConnectExchange.authorized(session, dialogue, verdict, context);
      case Stage.Authorizing authorizing ->
          Establishment.authorized(session, authorizing, verdict, context);
      default -> Step.of(session);
    };
  }

  private static Step timedOut(HalfOpen session, Context context) {
    return giveUp(
        session,
        session.window().answering()
            ? "AAA or the address pool did not answer in time"
            : "the client went silent before it was authenticated",
        context);
  }

  /** A client whose request waits is told; one that was refused before knows already. */
  private static Step giveUp(HalfOpen session, String reason, Context context) {
    if (session.stage() instanceof Stage.Ended) {
      return Step.of(new SessionState.Closed());
    }
    return session.window().answering()
        ? authenticationFailed(session, reason, context)
        : Step.of(new SessionState.Closed(), refused(session, reason));
  }

  private static Step received(HalfOpen session, Path path, Octets datagram, Context context) {
    if (datagram.equals(session.initial().request())) {
      return atInitialExchange(session)
          ? Step.of(session, new Decision.Transmit(path, List.of(session.initial().response())))
          : Step.of(session);
    }
    Incoming.Expectation expectation =
        new Incoming.Expectation(
            session.ikeSa(), session.window(), _ -> false, session.peer().ciscoFragmentation());
    return switch (Incoming.read(datagram, expectation, session.fragments())) {
      case Incoming.Request(IkeMessage message) ->
          isServed(session, message.header())
              ? requested(accepted(session, path, message.header()), message, context)
              : Step.of(session);
      case Incoming.Broken(IkeHeader header, String reason) ->
          isServed(session, header)
              ? reject(
                  accepted(session, path, header),
                  List.of(Payload.Notify.of(NotifyType.INVALID_SYNTAX)),
                  reason,
                  context)
              : Step.of(session);
      case Incoming.Repeated() -> repeated(session, path);
      case Incoming.Partial(Fragments fragments) -> Step.of(session.with(fragments));
      case Incoming.Response _, Incoming.Unusable _ -> Step.of(session);
    };
  }

  /** Whoever was refused stays refused: nothing may lengthen the life of such a session. */
  private static boolean isServed(HalfOpen session, IkeHeader header) {
    return header.is(ExchangeType.IKE_AUTH) && !(session.stage() instanceof Stage.Ended);
  }

  private static boolean atInitialExchange(HalfOpen session) {
    return session.stage() instanceof Stage.AwaitingAuthentication;
  }

  private static HalfOpen accepted(HalfOpen session, Path path, IkeHeader header) {
    return session
        .along(path)
        .with(session.window().accept(header.messageId()))
        .with(Fragments.none());
  }

  /**
   * A retransmission while AAA is still thinking must not ask AAA again: it is answered when AAA
   * has answered.
   */
  private static Step repeated(HalfOpen session, Path path) {
    return session.window().answering()
        ? Step.of(session.along(path))
        : Step.of(
            session.along(path), new Decision.Transmit(path, session.window().lastResponse()));
  }

  private static Step requested(HalfOpen session, IkeMessage message, Context context) {
    List<Integer> critical = Incoming.unsupportedCritical(message);
    if (!critical.isEmpty()) {
      return reject(
          session,
          List.of(Refusals.unsupportedCritical(critical)),
          "unknown critical payload " + critical.getFirst(),
          context);
    }
    if (Integer.compareUnsigned(message.header().messageId(), MOST_REQUESTS) > 0) {
      return authenticationFailed(session, "too many IKE_AUTH requests", context);
    }
    return switch (session.stage()) {
      case Stage.AwaitingAuthentication() ->
          AuthenticationExchange.first(session, message, context);
      case Stage.RelayingEap relay -> EapRelay.received(session, relay, message, context);
      case Stage.InDialogue dialogue ->
          AnyConnectExchange.received(session, dialogue, message, context);
      case Stage.AwaitingFinalAuthentication awaiting ->
          FinalAuthentication.received(session, awaiting, message, context);
      case Stage.Authorizing _, Stage.LeasingAddress _, Stage.Ended _ -> Step.of(session);
    };
  }

  /** Sends the response to the request that is being answered, and stays half-open. */
  static Step respond(HalfOpen session, List<? extends Payload> payloads, Context context) {
    List<Octets> datagrams = protect(session, payloads, context);
    return Step.of(
        session.with(session.window().answered(datagrams)),
        new Decision.Transmit(session.path(), datagrams));
  }

  /** Refuses the client for good, with {@code reason} for the operator. */
  static Step reject(
      HalfOpen session, List<? extends Payload> payloads, String reason, Context context) {
    List<Octets> datagrams = protect(session, payloads, context);
    return Step.of(
        session
            .at(new Stage.Ended())
            .with(session.window().answered(datagrams))
            .until(context.now().plus(LINGER)),
        new Decision.Transmit(session.path(), datagrams),
        refused(session, reason));
  }

  static Step authenticationFailed(HalfOpen session, String reason, Context context) {
    return reject(
        session, List.of(Payload.Notify.of(NotifyType.AUTHENTICATION_FAILED)), reason, context);
  }

  private static List<Octets> protect(
      HalfOpen session, List<? extends Payload> payloads, Context context) {
    IkeHeader header =
        session.ikeSa().response(ExchangeType.IKE_AUTH, session.window().nextId() - 1);
    return Outgoing.protect(
        session.ikeSa(), session.peer(), header, List.copyOf(payloads), context);
  }

  private static Decision refused(HalfOpen session, String reason) {
    return new Decision.Report(new SessionEvent.Refused(session.path(), reason));
  }

  /**
   * A new time limit.
   *
   * @param prompts whether a user has to type, or to answer AAA on another device
   */
  static HalfOpen waiting(HalfOpen session, boolean prompts, Context context) {
    Duration patience =
        prompts ? context.policy().promptTimeout() : context.policy().halfOpenTimeout();
    return session.until(context.now().plus(patience));
  }
}
