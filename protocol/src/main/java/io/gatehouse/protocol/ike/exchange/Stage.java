package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.octets.Secret;
import java.util.List;
import java.util.Optional;

/**
 * How far a half-open session has come. A {@code requestId} is that of the request to AAA or a pool
 * that is under way.
 */
sealed interface Stage {

  /** Waits for the first IKE_AUTH request. */
  record AwaitingAuthentication() implements Stage {}

  /**
   * EAP between the client and RADIUS; {@code identity} is empty until the client has told its own.
   */
  record RelayingEap(
      Admission admission,
      Optional<String> identity,
      Optional<AaaConversation> conversation,
      long requestId)
      implements Stage {}

  /** AnyConnect-EAP; {@code granted} is present once AAA and authorization have said yes. */
  record InDialogue(
      Admission admission,
      AggregateAuthentication dialogue,
      Optional<AaaConversation> conversation,
      Optional<Authorization> granted,
      long requestId)
      implements Stage {}

  /**
   * EAP succeeded; the client's AUTH over both must follow.
   *
   * @param clientKey the MSK, or SK_pi where the method makes none
   * @param headendKey the MSK, or SK_pr
   * @param granted present when authorization is done already
   */
  record AwaitingFinalAuthentication(
      Admission admission,
      AuthorizationRequest.Method method,
      Secret clientKey,
      Secret headendKey,
      Authorization user,
      Optional<Authorization> granted)
      implements Stage {}

  /** {@code proof} opens the final response: the headend's AUTH, and what belongs to it. */
  record Authorizing(
      Admission admission,
      AuthorizationRequest.Method method,
      List<Payload> proof,
      Authorization user,
      long requestId)
      implements Stage {}

  record LeasingAddress(
      Admission admission,
      AuthorizationRequest.Method method,
      List<Payload> proof,
      Authorization granted,
      long requestId)
      implements Stage {}

  /** Refused: the last response is kept for retransmissions a little while. */
  record Ended() implements Stage {}
}
