package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.exchange.ProposalOffer;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.ike.policy.EspProposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A CREATE_CHILD_SA exchange that replaces a CHILD SA (RFC 7296 section 1.3.3). */
record ChildRekeying(
    TunnelSa old, int espSpi, Octets nonce, Optional<KeyShare> share, List<EspProposal> proposals) {

  /** With perfect forward secrecy: the group and this side's key pair. */
  record KeyShare(KeyExchangeMethod method, EphemeralKey key) {}

  static ChildRekeying of(TunnelSa old, Surroundings surroundings) {
    List<EspProposal> proposals = surroundings.settings().espProposals();
    Optional<KeyShare> share =
        proposals.stream()
            .flatMap(proposal -> proposal.keyExchange().stream())
            .findFirst()
            .map(
                method ->
                    new KeyShare(method, EphemeralKey.generate(method, surroundings.random())));
    return new ChildRekeying(old, surroundings.espSpi(), surroundings.nonce(), share, proposals);
  }

  List<Payload> payloads() {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(
        new Payload.Notify(
            Proposal.ESP,
            ChildOffer.octets(old.inboundSpi()),
            NotifyType.REKEY_SA.number(),
            Octets.empty()));
    payloads.add(
        new Payload.SecurityAssociation(ProposalOffer.esp(proposals, ChildOffer.octets(espSpi))));
    payloads.add(new Payload.Nonce(nonce));
    share.ifPresent(
        own -> payloads.add(new Payload.KeyExchange(own.method().id(), own.key().publicValue())));
    payloads.add(new Payload.TrafficSelectorsInitiator(old.local()));
    payloads.add(new Payload.TrafficSelectorsResponder(old.remote()));
    return payloads;
  }

  /** The successor; nothing when the response is no answer to what was offered. */
  Optional<TunnelSa> successor(IkeSa ike, IkeMessage response) {
    var chosen =
        response
            .first(Payload.SecurityAssociation.class)
            .flatMap(
                answer ->
                    ProposalOffer.espAnswer(
                        proposals, answer.proposals(), share.map(KeyShare::method)));
    Optional<Octets> responderNonce = response.first(Payload.Nonce.class).map(Payload.Nonce::data);
    Optional<Secret> secret = secret(response);
    if (chosen.isEmpty() || responderNonce.isEmpty() || secret.isPresent() != share.isPresent()) {
      return Optional.empty();
    }
    var keys =
        KeyDerivation.child(
            chosen.get().suite(),
            ike.suite().prf(),
            ike.keys().skD(),
            secret,
            nonce,
            responderNonce.get());
    return ChildOffer.initiated(
        espSpi, chosen.get().peerSpi(), chosen.get().suite(), keys, response);
  }

  private Optional<Secret> secret(IkeMessage response) {
    return share.flatMap(
        own ->
            response
                .first(Payload.KeyExchange.class)
                .filter(exchange -> exchange.method() == own.method().id())
                .flatMap(exchange -> own.key().agree(exchange.data())));
  }
}
