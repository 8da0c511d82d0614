package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.exchange.ProposalSelection;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.Chosen;
import io.gatehouse.protocol.ike.exchange.ProposalSelection.WrongKeyExchange;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The answer to a headend that rekeys a CHILD SA (RFC 7296 section 1.3.3). */
record HeadendRekeying(List<Payload> response, Optional<TunnelSa> successor) {

  static HeadendRekeying answer(IkeMessage request, IkeSa ike, Surroundings surroundings) {
    Optional<Payload.KeyExchange> share = request.first(Payload.KeyExchange.class);
    OptionalInt sent = share.stream().mapToInt(Payload.KeyExchange::method).findFirst();
    var offered =
        request
            .first(Payload.SecurityAssociation.class)
            .map(Payload.SecurityAssociation::proposals)
            .orElse(List.of());
    return switch (ProposalSelection.esp(surroundings.settings().espProposals(), offered, sent)) {
      case Chosen<EspSuite> chosen -> chosen(chosen, request, share, ike, surroundings);
      case WrongKeyExchange<EspSuite> wrong -> refuse(wrongGroup(wrong.wanted()));
      case ProposalSelection.None<EspSuite> _ ->
          refuse(Payload.Notify.of(NotifyType.NO_PROPOSAL_CHOSEN));
    };
  }

  static HeadendRekeying refuse(Payload.Notify notify) {
    return new HeadendRekeying(List.of(notify), Optional.empty());
  }

  private static Payload.Notify wrongGroup(KeyExchangeMethod wanted) {
    byte[] number = ByteBuffer.allocate(2).putShort((short) wanted.id()).array();
    return Payload.Notify.of(NotifyType.INVALID_KE_PAYLOAD, Octets.owned(number));
  }

  private static HeadendRekeying chosen(
      Chosen<EspSuite> chosen,
      IkeMessage request,
      Optional<Payload.KeyExchange> share,
      IkeSa ike,
      Surroundings surroundings) {
    Optional<EphemeralKey> key =
        chosen
            .suite()
            .keyExchange()
            .map(method -> EphemeralKey.generate(method, surroundings.random()));
    Optional<Secret> secret =
        key.flatMap(own -> share.flatMap(exchange -> own.agree(exchange.data())));
    Optional<Octets> peerNonce = request.first(Payload.Nonce.class).map(Payload.Nonce::data);
    if (peerNonce.isEmpty() || secret.isPresent() != key.isPresent()) {
      return refuse(Payload.Notify.of(NotifyType.INVALID_SYNTAX));
    }
    Octets nonce = surroundings.nonce();
    int espSpi = surroundings.espSpi();
    var keys =
        KeyDerivation.child(
            chosen.suite(), ike.suite().prf(), ike.keys().skD(), secret, peerNonce.get(), nonce);
    return ChildOffer.responded(espSpi, chosen.peerSpi(), chosen.suite(), keys, request)
        .map(sa -> new HeadendRekeying(payloads(chosen, nonce, key, sa), Optional.of(sa)))
        .orElseGet(() -> refuse(Payload.Notify.of(NotifyType.TS_UNACCEPTABLE)));
  }

  private static List<Payload> payloads(
      Chosen<EspSuite> chosen, Octets nonce, Optional<EphemeralKey> key, TunnelSa sa) {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(
        new Payload.SecurityAssociation(
            List.of(chosen.answer().withSpi(ChildOffer.octets(sa.inboundSpi())))));
    payloads.add(new Payload.Nonce(nonce));
    key.ifPresent(
        own ->
            payloads.add(
                new Payload.KeyExchange(
                    chosen.suite().keyExchange().orElseThrow().id(), own.publicValue())));
    payloads.add(new Payload.TrafficSelectorsInitiator(sa.remote()));
    payloads.add(new Payload.TrafficSelectorsResponder(sa.local()));
    return payloads;
  }
}
