package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The client's INFORMATIONAL requests (RFC 7296 section 1.4): dead peer detection, Delete,
 * notifies.
 */
final class InformationalExchange {

  private InformationalExchange() {}

  static Step requested(Established session, IkeMessage message, Context context) {
    List<Payload.Delete> deletes = message.all(Payload.Delete.class).toList();
    boolean ends =
        deletes.stream().anyMatch(InformationalExchange::isOfIkeSa)
            || message.notify(NotifyType.AUTHENTICATION_FAILED).isPresent();
    if (ends) {
      return end(session, message, context);
    }
    return deletes.isEmpty()
        ? EstablishedResponder.respond(session, message.header(), List.of(), context)
        : deleteChildSas(session, message, deletes, context);
  }

  static boolean isOfIkeSa(Payload.Delete delete) {
    return delete.protocol() == Proposal.IKE;
  }

  private static Step end(Established session, IkeMessage message, Context context) {
    List<Octets> datagrams =
        EstablishedResponder.protectResponse(session, message.header(), List.of(), context);
    return Ending.answered(
        session.edit().window(session.window().answered(datagrams)).done(),
        session.ending().orElse(SessionEvent.Cause.USER_REQUEST),
        List.of(new Decision.Transmit(session.path(), datagrams)),
        context);
  }

  /**
   * The response names the other half of each pair, unless the headend has asked to delete that
   * itself (RFC 7296 section 1.4.1).
   */
  private static Step deleteChildSas(
      Established session, IkeMessage message, List<Payload.Delete> deletes, Context context) {
    List<Octets> answered = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    Established edited = session;
    for (ChildSa childSa : named(session, deletes)) {
      if (!isBeingDeleted(session, childSa)) {
        answered.add(ChildSaCreation.spiOctets(childSa.inboundSpi()));
      }
      decisions.add(Moving.remove(session, childSa.inboundSpi()));
      edited = edited.edit().remove(childSa.inboundSpi()).done();
    }
    List<Payload> payloads =
        answered.isEmpty() ? List.of() : List.of(new Payload.Delete(Proposal.ESP, answered));
    return EstablishedResponder.respondStored(
        edited, message.header(), payloads, decisions, context);
  }

  /** The client names its own inbound SPIs; those that are gone already are passed over. */
  private static List<ChildSa> named(Established session, List<Payload.Delete> deletes) {
    return deletes.stream()
        .filter(delete -> delete.protocol() == Proposal.ESP)
        .flatMap(delete -> delete.spis().stream())
        .filter(spi -> spi.length() == Integer.BYTES)
        .map(spi -> session.childSaByOutboundSpi(spi.buffer().getInt()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static boolean isBeingDeleted(Established session, ChildSa childSa) {
    return session
        .outstanding()
        .map(Outstanding::purpose)
        .filter(new Outstanding.Purpose.DeleteChildSa(childSa.inboundSpi())::equals)
        .isPresent();
  }
}
