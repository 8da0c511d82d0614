package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.crypto.EphemeralKey;
import io.gatehouse.protocol.ike.crypto.KeyExchangeMethod;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.message.Proposal;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;

/** A client's positive answer to the headend's rekey of a CHILD SA. */
final class ChildSaRekeyAnswer {

  private ChildSaRekeyAnswer() {}

  static Payload[] to(IkeMessage request, int clientSpi, Octets nonce, ScriptedClient client) {
    Proposal offered =
        request.first(Payload.SecurityAssociation.class).orElseThrow().proposals().getFirst();
    List<Payload> payloads = new ArrayList<>();
    payloads.add(
        new Payload.SecurityAssociation(
            List.of(offered.withSpi(ChildSaCreation.spiOctets(clientSpi)))));
    payloads.add(new Payload.Nonce(nonce));
    request
        .first(Payload.KeyExchange.class)
        .flatMap(keyExchange -> KeyExchangeMethod.of(keyExchange.method()))
        .map(method -> EphemeralKey.generate(method, client.random()))
        .ifPresent(
            key ->
                payloads.add(
                    new Payload.KeyExchange(KeyExchangeMethod.CURVE25519.id(), key.publicValue())));
    payloads.add(request.first(Payload.TrafficSelectorsInitiator.class).orElseThrow());
    payloads.add(request.first(Payload.TrafficSelectorsResponder.class).orElseThrow());
    return payloads.toArray(Payload[]::new);
  }
}
