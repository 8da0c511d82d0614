package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/**
 * What AAA answers to an {@link AuthenticationRequest}. EAP packets are whole, and are passed on
 * unchanged.
 */
public sealed interface AuthenticationVerdict {

  /**
   * @param user the authenticated name and the attributes that came with the Access-Accept
   * @param masterSessionKey from MS-MPPE-Recv-Key and MS-MPPE-Send-Key (RFC 2548), 64 octets
   */
  record Accepted(Authorization user, Optional<Secret> masterSessionKey, Optional<Octets> eapPacket)
      implements AuthenticationVerdict {}

  /** More is wanted: {@code prompt} for a password claim, {@code eapPacket} for a relayed one. */
  record Challenged(
      Optional<String> prompt, Optional<Octets> eapPacket, AaaConversation conversation)
      implements AuthenticationVerdict {}

  /** The password was right and has expired: the answer of this conversation is a new one. */
  record NewPasswordWanted(Optional<String> prompt, AaaConversation conversation)
      implements AuthenticationVerdict {}

  record Rejected(Optional<String> message, Optional<Octets> eapPacket)
      implements AuthenticationVerdict {}

  /** No server answered in time, or none that could be trusted. */
  record Unavailable(String reason) implements AuthenticationVerdict {}
}
