package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.Optional;

/** The client's wish for a CHILD SA, in IKE_AUTH or CREATE_CHILD_SA. */
record ChildSaRequest(
    Payload.SecurityAssociation proposals,
    Payload.TrafficSelectorsInitiator selectorsInitiator,
    Payload.TrafficSelectorsResponder selectorsResponder,
    Octets nonce,
    Optional<Payload.KeyExchange> keyExchange) {}
