package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.Identification;
import java.util.Optional;

/**
 * Who the two ends of a session are.
 *
 * @param userName the name that AAA confirmed, or the client's IKE identity in readable form
 * @param localMethod how the headend proved itself, as IOS prints it
 * @param certificate that the client has proved to have
 */
public record Participants(
    String profile,
    Identification client,
    Identification headend,
    String userName,
    AuthorizationRequest.Method method,
    String localMethod,
    Optional<ClientCertificate> certificate) {

  /** Without a certificate. */
  public Participants(
      String profile,
      Identification client,
      Identification headend,
      String userName,
      AuthorizationRequest.Method method,
      String localMethod) {
    this(profile, client, headend, userName, method, localMethod, Optional.empty());
  }
}
