package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;

/** What AUTH covers (RFC 7296 section 2.15). */
public final class SignedOctets {

  private SignedOctets() {}

  /**
   * Message | peer's nonce | prf(SK_p, ID body).
   *
   * @param message this side's IKE_SA_INIT message, from the IKE header on
   * @param skP SK_pi for the initiator's octets, SK_pr for the responder's
   */
  public static Octets of(
      Prf prf, Octets message, Octets peerNonce, Secret skP, Identification identification) {
    Secret maced = prf.apply(skP, MessageCodec.encode(identification));
    return Octets.concat(message, peerNonce, Octets.owned(maced.reveal()));
  }
}
