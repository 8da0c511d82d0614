package io.gatehouse.client.initiator;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.ike.crypto.SignedOctets;
import io.gatehouse.protocol.ike.exchange.IkeSa;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import java.util.Set;

/**
 * What IKE_SA_INIT leaves behind.
 *
 * @param request the last request, as sent
 * @param response as received
 * @param peerHashes from the headend's SIGNATURE_HASH_ALGORITHMS
 */
record Handshake(
    Octets request,
    Octets response,
    Octets initiatorNonce,
    Octets responderNonce,
    IkeSa sa,
    Set<Hash> peerHashes) {

  /** What the client's AUTH covers. */
  Octets initiatorOctets(Identification identity) {
    return SignedOctets.of(sa.suite().prf(), request, responderNonce, sa.keys().skPi(), identity);
  }

  /** What the headend's AUTH covers. */
  Octets responderOctets(Identification identity) {
    return SignedOctets.of(sa.suite().prf(), response, initiatorNonce, sa.keys().skPr(), identity);
  }
}
