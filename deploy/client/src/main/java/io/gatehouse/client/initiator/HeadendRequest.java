package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the client answers a request of the headend. */
record HeadendRequest(
    IkeSa ike, Map<Integer, TunnelSa> children, Optional<Task> task, Surroundings surroundings) {

  /** The response, and what follows from the request. */
  sealed interface Answer {
    List<Payload> response();
  }

  record Nothing(List<Payload> response) implements Answer {}

  record Probe(List<Payload> response) implements Answer {}

  record Successor(List<Payload> response, TunnelSa successor) implements Answer {}

  record ChildrenDeleted(List<Payload> response, List<TunnelSa> deleted) implements Answer {}

  record IkeDeleted(List<Payload> response) implements Answer {}

  Answer answer(IkeMessage request) {
    if (request.header().is(ExchangeType.INFORMATIONAL)) {
      return informational(request);
    }
    if (request.header().is(ExchangeType.CREATE_CHILD_SA)) {
      return createChildSa(request);
    }
    return new Nothing(List.of(Payload.Notify.of(NotifyType.INVALID_SYNTAX)));
  }

  private Answer informational(IkeMessage request) {
    List<Payload.Delete> deletes = request.all(Payload.Delete.class).toList();
    if (deletes.stream().anyMatch(delete -> delete.protocol() == Proposal.IKE)) {
      return new IkeDeleted(List.of());
    }
    List<TunnelSa> deleted =
        deletes.stream()
            .filter(delete -> delete.protocol() == Proposal.ESP)
            .flatMap(delete -> delete.spis().stream())
            .flatMap(spi -> sentOn(spi).stream())
            .toList();
    if (!deleted.isEmpty()) {
      return new ChildrenDeleted(deleted.stream().map(Connected::deletion).toList(), deleted);
    }
    return request.payloads().isEmpty() ? new Probe(List.of()) : new Nothing(List.of());
  }

  /** The headend names an SA by the SPI that it receives on. */
  private Optional<TunnelSa> sentOn(Octets spi) {
    return children.values().stream()
        .filter(child -> ChildOffer.octets(child.outboundSpi()).equals(spi))
        .findFirst();
  }

  private Answer createChildSa(IkeMessage request) {
    Optional<Payload.Notify> rekeySa = request.notify(NotifyType.REKEY_SA);
    if (rekeySa.isEmpty()) {
      return new Nothing(List.of(Payload.Notify.of(NotifyType.NO_ADDITIONAL_SAS)));
    }
    Optional<TunnelSa> old = sentOn(rekeySa.get().spi());
    if (old.isEmpty()) {
      return new Nothing(
          List.of(
              new Payload.Notify(
                  Proposal.ESP,
                  rekeySa.get().spi(),
                  NotifyType.CHILD_SA_NOT_FOUND.number(),
                  Octets.empty())));
    }
    if (rekeying()) {
      return new Nothing(List.of(Payload.Notify.of(NotifyType.TEMPORARY_FAILURE)));
    }
    var rekeying = HeadendRekeying.answer(request, ike, surroundings);
    return rekeying
        .successor()
        .<Answer>map(successor -> new Successor(rekeying.response(), successor))
        .orElseGet(() -> new Nothing(rekeying.response()));
  }

  /** RFC 7296 section 2.25: rather than sort out two rekeyings at once, the client has its way. */
  private boolean rekeying() {
    return task.filter(
            pending ->
                switch (pending) {
                  case Task.RekeyingChild _,
                      Task.DeletingChild _,
                      Task.RekeyingIke _,
                      Task.DeletingOldIke _ ->
                      true;
                  case Task.Probing _, Task.Deleting _ -> false;
                })
        .isPresent();
  }
}
