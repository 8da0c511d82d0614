package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.octets.Octets;

/** The IKE_SA_INIT exchange as it went over the wire, which AUTH covers (RFC 7296 section 2.15). */
public record InitialMessages(
    Octets request, Octets response, Octets initiatorNonce, Octets responderNonce) {}
