package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/**
 * Asks AAA whether a client is who it says.
 *
 * @param id of this request within the session; the verdict repeats it
 * @param profile the IKEv2 profile, which names the method list
 * @param sessionId text that RADIUS sees as Acct-Session-Id and audit-session-id
 * @param ikeIdentity IDi in readable form, for {@code isakmp-phase1-id}
 * @param conversation present when this answers a challenge
 * @param group that an AnyConnect user has picked
 */
public record AuthenticationRequest(
    long id,
    String profile,
    String sessionId,
    String ikeIdentity,
    Path path,
    Claim claim,
    Optional<AaaConversation> conversation,
    Optional<String> group) {

  /** Of a client that has picked no group. */
  public AuthenticationRequest(
      long id,
      String profile,
      String sessionId,
      String ikeIdentity,
      Path path,
      Claim claim,
      Optional<AaaConversation> conversation) {
    this(id, profile, sessionId, ikeIdentity, path, claim, conversation, Optional.empty());
  }

  /** What the client puts forward. */
  public sealed interface Claim {
    /** From AnyConnect-EAP: the user name as typed. */
    record Password(String userName, Secret password) implements Claim {}

    /**
     * To be relayed: a whole EAP Response packet, and the identity that the conversation began
     * with.
     */
    record EapResponse(String identity, Octets packet) implements Claim {}
  }
}
