package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;

/** Where a dialogue stands: what the headend waits for. */
sealed interface Stage {

  /** {@code hello} was sent. */
  record AwaitingInit() implements Stage {}

  /** The client was asked for its certificate. */
  record AwaitingCertificate() implements Stage {}

  /**
   * The client was asked for a second certificate.
   *
   * @param request the document, which the certificate's key signs octet for octet
   */
  record AwaitingSecondCertificate(Octets request) implements Stage {}

  /** The certificate and the signature are being checked. */
  record CheckingCertificate() implements Stage {}

  /** The login form was sent. */
  record AwaitingLogin() implements Stage {}

  /** AAA has the password. */
  record Checking(String userName) implements Stage {}

  /** AAA's question was sent. */
  record AwaitingAnswer(String userName) implements Stage {}

  /** AAA asked for a new password. */
  record AwaitingNewPassword(String userName, String prompt) implements Stage {}

  /** The client was told that nothing more is asked, to which it replies with no answers. */
  record AwaitingCompletion() implements Stage {}

  /** Whoever the certificate names is being authorized. */
  record Authorizing() implements Stage {}

  /** {@code complete} was sent. */
  record AwaitingAck() implements Stage {}

  /** A final error was sent: whatever the client answers, EAP Failure follows. */
  record Refused(String reason) implements Stage {}

  /** EAP Success or Failure was sent. */
  record Ended(boolean authenticated) implements Stage {}

  /** Whether the client's next document may begin the dialogue anew. */
  default boolean awaitsClient() {
    return switch (this) {
      case AwaitingInit _,
          AwaitingCertificate _,
          AwaitingSecondCertificate _,
          AwaitingLogin _,
          AwaitingAnswer _,
          AwaitingNewPassword _,
          AwaitingCompletion _,
          AwaitingAck _ ->
          true;
      case CheckingCertificate _, Checking _, Authorizing _, Refused _, Ended _ -> false;
    };
  }
}
