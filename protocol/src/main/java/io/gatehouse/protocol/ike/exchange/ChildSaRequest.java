package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.util.Optional;

/**
 * The client's wish for a CHILD SA.
 *
 * @param first in IKE_AUTH, where there is no key exchange and groups that are offered mean nothing
 */
record ChildSaRequest(
    Payload.SecurityAssociation proposals,
    Payload.TrafficSelectorsInitiator selectorsInitiator,
    Payload.TrafficSelectorsResponder selectorsResponder,
    Octets nonce,
    Optional<Payload.KeyExchange> keyExchange,
    boolean first) {}
