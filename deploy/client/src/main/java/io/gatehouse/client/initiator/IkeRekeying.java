package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.KeyDerivation;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.exchange.ProposalOffer;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.IkeProposal;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A CREATE_CHILD_SA exchange that replaces the IKE SA (RFC 7296 section 1.3.2). */
record IkeRekeying(
    IkeSa old,
    long spi,
    Octets nonce,
    KeyExchangeMethod method,
    EphemeralKey key,
    List<IkeProposal> proposals) {

  static IkeRekeying of(IkeSa old, Surroundings surroundings) {
    KeyExchangeMethod method = old.suite().keyExchange();
    return new IkeRekeying(
        old,
        surroundings.ikeSpi(),
        surroundings.nonce(),
        method,
        EphemeralKey.generate(method, surroundings.random()),
        surroundings.settings().ikeProposals());
  }

  List<Payload> payloads() {
    Octets ownSpi = Octets.owned(ByteBuffer.allocate(Long.BYTES).putLong(spi).array());
    return List.of(
        new Payload.SecurityAssociation(ProposalOffer.ike(proposals, ownSpi)),
        new Payload.Nonce(nonce),
        new Payload.KeyExchange(method.id(), key.publicValue()));
  }

  /** The successor; nothing when the response is no answer to what was offered. */
  Optional<IkeSa> successor(IkeMessage response) {
    var chosen =
        response
            .first(Payload.SecurityAssociation.class)
            .flatMap(
                answer -> ProposalOffer.rekeyedIkeAnswer(proposals, answer.proposals(), method));
    Optional<Octets> responderNonce = response.first(Payload.Nonce.class).map(Payload.Nonce::data);
    Optional<Secret> secret =
        response
            .first(Payload.KeyExchange.class)
            .filter(exchange -> exchange.method() == method.id())
            .flatMap(exchange -> key.agree(exchange.data()));
    if (chosen.isEmpty() || responderNonce.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    long responderSpi = chosen.get().peerSpi().buffer().getLong();
    var keys =
        KeyDerivation.rekeyed(
            chosen.get().suite(),
            old.suite().prf(),
            old.keys().skD(),
            secret.get(),
            nonce,
            responderNonce.get(),
            spi,
            responderSpi);
    return Optional.of(new IkeSa(spi, responderSpi, chosen.get().suite(), keys));
  }
}
