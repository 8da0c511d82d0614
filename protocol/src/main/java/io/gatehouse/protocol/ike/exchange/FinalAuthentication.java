package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import java.util.List;
import java.util.Optional;

/** The client's AUTH after EAP, with the MSK or SK_pi (RFC 7296 section 2.16). */
final class FinalAuthentication {

  private FinalAuthentication() {}

  static Step received(
      HalfOpen session,
      Stage.AwaitingFinalAuthentication awaiting,
      IkeMessage message,
      Context context) {
    Optional<Payload.Authentication> authentication = message.first(Payload.Authentication.class);
    if (authentication.isEmpty()) {
      return HalfOpenResponder.reject(
          session,
          List.of(Payload.Notify.of(NotifyType.INVALID_SYNTAX)),
          "AUTH was expected after EAP",
          context);
    }
    Admission admission = awaiting.admission();
    if (!ClientProof.sharedKeyHolds(
        session, admission, awaiting.clientKey(), authentication.get())) {
      return HalfOpenResponder.authenticationFailed(
          session, "AUTH after EAP is wrong for " + awaiting.user().userName(), context);
    }
    List<Payload> proof =
        List.of(HeadendProof.sharedKey(session, admission, awaiting.headendKey()));
    return awaiting
        .granted()
        .map(
            granted ->
                Establishment.provision(
                    session, admission, awaiting.authentication(), proof, granted, context))
        .orElseGet(
            () ->
                Establishment.authorize(
                    session,
                    admission,
                    awaiting.authentication(),
                    proof,
                    awaiting.user(),
                    context));
  }
}
