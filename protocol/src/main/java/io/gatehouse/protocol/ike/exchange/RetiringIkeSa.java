package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeHeader;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Optional;

/**
 * The IKE SA that was rekeyed: its client deletes it, and may do nothing else with it (RFC 7296
 * section 2.8).
 */
final class RetiringIkeSa {

  private RetiringIkeSa() {}

  static Step received(
      Established session,
      Established.Retiring retiring,
      Path path,
      Octets datagram,
      Context context) {
    Incoming.Expectation expectation =
        new Incoming.Expectation(retiring.ikeSa(), retiring.window(), _ -> false, false);
    return switch (Incoming.read(datagram, expectation, Fragments.none())) {
      case Incoming.Request(IkeMessage message) ->
          requested(session, retiring, path, message, context);
      case Incoming.Repeated() ->
          Step.of(session, new Decision.Transmit(path, retiring.window().lastResponse()));
      case Incoming.Response _, Incoming.Partial _, Incoming.Broken _, Incoming.Unusable _ ->
          Step.of(session);
    };
  }

  private static Step requested(
      Established session,
      Established.Retiring retiring,
      Path path,
      IkeMessage message,
      Context context) {
    IkeHeader header = message.header();
    boolean informational = header.is(ExchangeType.INFORMATIONAL);
    List<Payload> payloads =
        informational ? List.of() : List.of(Payload.Notify.of(NotifyType.TEMPORARY_FAILURE));
    List<Octets> datagrams =
        Outgoing.protect(retiring.ikeSa(), session.peer(), header.toResponse(), payloads, context);
    Established.Retiring next =
        new Established.Retiring(
            retiring.ikeSa(),
            retiring.window().accept(header.messageId()).answered(datagrams),
            informational && deletesIkeSa(message)
                ? context.now().plus(Ending.LINGER)
                : retiring.expiresAt());
    return Step.stored(
        session.edit().retiring(Optional.of(next)).lastHeard(context.now()).done(),
        List.of(new Decision.Transmit(path, datagrams)));
  }

  private static boolean deletesIkeSa(IkeMessage message) {
    return message.all(Payload.Delete.class).anyMatch(InformationalExchange::isOfIkeSa);
  }
}
