package io.gatehouse.cluster.aaa;

import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/** What came of an {@link AccessRequest}. Whatever a server said has been authenticated. */
public sealed interface AccessReply {

  /**
   * Access-Accept.
   *
   * @param masterSessionKey MS-MPPE-Recv-Key and MS-MPPE-Send-Key, 64 octets
   */
  record Accept(RadiusAttributes attributes, Optional<Secret> masterSessionKey)
      implements AccessReply {}

  /**
   * Access-Challenge.
   *
   * @param server the name of the server, which alone knows what to do with State
   */
  record Challenge(String server, RadiusAttributes attributes) implements AccessReply {}

  record Reject(RadiusAttributes attributes) implements AccessReply {}

  /**
   * No server gave an answer that could be trusted.
   *
   * @param reason for the operator's log
   */
  record Unanswered(String reason) implements AccessReply {}
}
