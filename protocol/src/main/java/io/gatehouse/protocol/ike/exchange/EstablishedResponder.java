package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An authenticated session: CREATE_CHILD_SA and INFORMATIONAL, begun by either side. */
final class EstablishedResponder {

  private EstablishedResponder() {}

  static Step step(Established session, Input input, Context context) {
    return switch (input) {
      case Input.Datagram(Path path, Octets datagram) -> received(session, path, datagram, context);
      case Input.DeadlineReached(Instant lastTraffic) ->
          Deadlines.reached(session, lastTraffic, context);
      case Input.Terminate(SessionEvent.Cause cause) -> terminated(session, cause, context);
      case Input.PathChanged(Path path) -> pathChanged(session, path, context);
      case Input.CheckpointDue() -> Step.stored(session, List.of());
      case Input.MachineLost() -> Recovery.lookForClient(session, context);
      case Input.NotInstalled(Path path) -> notInstalled(session, path, context);
      case Input.InstallationFailed(int inboundSpi, String reason) ->
          installationFailed(session, inboundSpi, reason, context);
      case Input.RekeyDue(int inboundSpi) -> rekeyDue(session, inboundSpi, context);
      case Input.Expired(int inboundSpi) -> expired(session, inboundSpi, context);
      case Input.Received received -> ReplayCheckpoint.due(session, received);
      case Input.Recovered found -> Recovery.recovered(session, found, context);
      case Input.AddressLeased(_, List<Lease> leases) when session.leases().equals(leases) ->
          Step.of(session);
      case Input.Authenticated _,
          Input.Authorized _,
          Input.AddressLeased _,
          Input.AddressRefused _ ->
          Responder.unconcerned(session, input);
    };
  }

  /**
   * A client that has begun a new life knows nothing of the old session: there is nobody to tell.
   */
  private static Step terminated(Established session, SessionEvent.Cause cause, Context context) {
    return cause == SessionEvent.Cause.REPLACED
        ? Ending.now(session, cause, List.of(), context)
        : OwnRequests.pump(session.edit().ending(cause).done(), List.of(), true, context);
  }

  private static Step received(Established session, Path path, Octets datagram, Context context) {
    if (isFor(session.retiring(), datagram)) {
      return RetiringIkeSa.received(
          session, session.retiring().orElseThrow(), path, datagram, context);
    }
    Incoming.Expectation expectation =
        new Incoming.Expectation(
            session.ikeSa(),
            session.window(),
            id -> session.outstanding().filter(own -> own.awaits(id)).isPresent(),
            session.peer().ciscoFragmentation());
    Incoming incoming = Incoming.read(datagram, expectation, session.fragments());
    if (MessageIdSynchronization.passesOver(session, incoming)) {
      return Step.of(session);
    }
    return switch (incoming) {
      case Incoming.Request(IkeMessage message) ->
          along(
              path,
              session,
              context,
              moved -> requested(accepted(moved, message.header(), context), message, context));
      case Incoming.Response(IkeMessage message)
          when OwnRequests.isOnTheWay(session, message.header()) ->
          OwnRequests.goOn(session, message.header().messageId(), context);
      case Incoming.Response(IkeMessage message) ->
          along(
              path,
              session,
              context,
              moved -> OwnRequests.answered(heard(moved, context), message, context));
      case Incoming.Repeated() ->
          Step.of(session, new Decision.Transmit(path, session.window().lastResponse()));
      case Incoming.Partial(Fragments fragments) ->
          Step.of(session.edit().fragments(fragments).done());
      case Incoming.Broken(IkeHeader header, String reason) ->
          along(path, session, context, moved -> broken(moved, header, reason, context));
      case Incoming.Unusable _ -> Step.of(session);
    };
  }

  private static boolean isFor(Optional<Established.Retiring> retiring, Octets datagram) {
    return datagram.length() >= IkeHeader.LENGTH
        && retiring
            .filter(old -> datagram.buffer().getLong(Long.BYTES) == old.ikeSa().responderSpi())
            .isPresent();
  }

  private static Established accepted(Established session, IkeHeader header, Context context) {
    return heard(session, context)
        .edit()
        .window(session.window().accept(header.messageId()))
        .done();
  }

  private static Established heard(Established session, Context context) {
    return session.edit().lastHeard(context.now()).fragments(Fragments.none()).done();
  }

  private static Step requested(Established session, IkeMessage message, Context context) {
    List<Integer> critical = Incoming.unsupportedCritical(message);
    if (!critical.isEmpty()) {
      return respondStored(
          session,
          message.header(),
          List.of(Refusals.unsupportedCritical(critical)),
          List.of(),
          context);
    }
    if (message.header().is(ExchangeType.CREATE_CHILD_SA)) {
      return CreateChildSaExchange.requested(session, message, context);
    }
    if (message.header().is(ExchangeType.INFORMATIONAL)) {
      return InformationalExchange.requested(session, message, context);
    }
    return invalidSyntax(
        session,
        message.header(),
        "exchange type " + message.header().exchange() + " after authentication",
        context);
  }

  private static Step broken(
      Established session, IkeHeader header, String reason, Context context) {
    return header.response()
        ? Ending.now(session, SessionEvent.Cause.PROTOCOL_ERROR, List.of(), context)
        : invalidSyntax(accepted(session, header, context), header, reason, context);
  }

  /**
   * INVALID_SYNTAX that answers an authentic request ends the IKE SA on both sides, without a
   * Delete (RFC 7296 section 2.21.3).
   */
  static Step invalidSyntax(
      Established session, IkeHeader request, String reason, Context context) {
    List<Octets> datagrams =
        protectResponse(
            session, request, List.of(Payload.Notify.of(NotifyType.INVALID_SYNTAX)), context);
    return Ending.answered(
        session.edit().window(session.window().answered(datagrams)).done(),
        SessionEvent.Cause.PROTOCOL_ERROR,
        List.of(
            new Decision.Transmit(session.path(), datagrams),
            new Decision.Report(
                new SessionEvent.Noted(session.sessionId(), "malformed message: " + reason))),
        context);
  }

  /**
   * A response that changes nothing but the window: it need not be stored until a checkpoint is
   * due.
   */
  static Step respond(
      Established session, IkeHeader request, List<Payload> payloads, Context context) {
    List<Octets> datagrams = protectResponse(session, request, payloads, context);
    Established answered = session.edit().window(session.window().answered(datagrams)).done();
    List<Decision> decisions = List.of(new Decision.Transmit(session.path(), datagrams));
    return answered.window().checkpointDue()
        ? Step.stored(answered, decisions)
        : Step.of(answered, decisions);
  }

  /**
   * A response to an exchange that changed the session: stored first, together with the response
   * itself.
   */
  static Step respondStored(
      Established session,
      IkeHeader request,
      List<Payload> payloads,
      List<Decision> before,
      Context context) {
    List<Octets> datagrams = protectResponse(session, request, payloads, context);
    List<Decision> decisions = new ArrayList<>(before);
    decisions.add(new Decision.Transmit(session.path(), datagrams));
    return OwnRequests.pump(
        session.edit().window(session.window().answered(datagrams)).done(),
        decisions,
        true,
        context);
  }

  static List<Octets> protectResponse(
      Established session, IkeHeader request, List<Payload> payloads, Context context) {
    return Outgoing.protect(
        session.ikeSa(), session.peer(), request.toResponse(), payloads, context);
  }

  static List<Octets> protectAuthentication(
      Established session, List<Payload> payloads, Context context) {
    IkeHeader header =
        session.ikeSa().response(ExchangeType.IKE_AUTH, session.window().nextId() - 1);
    return Outgoing.protect(session.ikeSa(), session.peer(), header, payloads, context);
  }

  /**
   * A step after an authentic message or packet, which moves the session if it came along another
   * path: first the move, then what the message wants of the session that has moved.
   */
  private static Step along(
      Path path, Established session, Context context, Function<Established, Step> step) {
    return path.equals(session.path())
        ? step.apply(session)
        : moving(session, Moving.along(session, path, context), step);
  }

  private static Step moving(
      Established session, Established moved, Function<Established, Step> step) {
    Step rest = step.apply(moved);
    List<Decision> decisions = new ArrayList<>(Moving.decisions(session, moved, rest.state()));
    decisions.addAll(rest.decisions());
    return Step.stored(rest.state(), decisions);
  }

  /** Another machine than that of the CHILD SAs tells of what was true before they left it. */
  private static Step pathChanged(Established session, Path path, Context context) {
    return path.isOnMachineOf(session.path())
        ? along(path, session, context, Step::of)
        : Step.of(session);
  }

  private static Step notInstalled(Established session, Path path, Context context) {
    return moving(session, Moving.reinstalled(session, path, context), Step::of);
  }

  private static Step installationFailed(
      Established session, int inboundSpi, String reason, Context context) {
    if (session.childSa(inboundSpi).isEmpty()) {
      return Step.of(session);
    }
    Decision note =
        new Decision.Report(
            new SessionEvent.Noted(session.sessionId(), "the data plane refused: " + reason));
    Established edited =
        session.edit().replace(inboundSpi, sa -> sa.at(ChildSa.Stage.TO_DELETE)).done();
    boolean alone =
        edited.childSas().stream().noneMatch(sa -> sa.stage() == ChildSa.Stage.INSTALLED);
    return OwnRequests.pump(
        alone ? edited.edit().ending(SessionEvent.Cause.DATA_PLANE).done() : edited,
        List.of(note),
        true,
        context);
  }

  /** At once, or as soon as the window allows. One that is being replaced needs no more of it. */
  private static Step rekeyDue(Established session, int inboundSpi, Context context) {
    return OwnRequests.pump(
        session.edit().replace(inboundSpi, sa -> sa.rekeyedAt(context.now())).done(),
        List.of(),
        false,
        context);
  }

  /** As when its time is over. A rekey that is on its way goes on. */
  private static Step expired(Established session, int inboundSpi, Context context) {
    if (session.childSa(inboundSpi).isEmpty()) {
      return Step.of(session);
    }
    return OwnRequests.pump(
        session.edit().replace(inboundSpi, sa -> sa.at(ChildSa.Stage.TO_DELETE)).done(),
        List.of(),
        true,
        context);
  }
}
