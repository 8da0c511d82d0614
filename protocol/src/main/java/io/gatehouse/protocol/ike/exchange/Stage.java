package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.DeviceCertificate;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Secret;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** How far a half-open session has come. */
sealed interface Stage {

  /** Waits for the first IKE_AUTH request. */
  record AwaitingAuthentication() implements Stage {}

  /**
   * EAP between the client and RADIUS; {@code identity} is empty until the client has told its own.
   */
  record RelayingEap(
      Admission admission, Optional<String> identity, Optional<AaaConversation> conversation)
      implements Stage {}

  /**
   * AnyConnect-EAP.
   *
   * @param question what AAA is asked just now
   * @param certificate that the client has proved to have
   * @param granted present once AAA and authorization have said yes
   */
  record InDialogue(
      Admission admission,
      AggregateAuthentication dialogue,
      Optional<AaaConversation> conversation,
      Question question,
      Optional<X509Certificate> certificate,
      Optional<Authorization> granted)
      implements Stage {

    static InDialogue begun(Admission admission, AggregateAuthentication dialogue) {
      return new InDialogue(
          admission, dialogue, Optional.empty(), Question.NONE, Optional.empty(), Optional.empty());
    }

    InDialogue at(AggregateAuthentication newDialogue) {
      return new InDialogue(
          admission, newDialogue, conversation, Question.NONE, certificate, granted);
    }

    InDialogue asking(Question newQuestion) {
      return new InDialogue(
          admission, dialogue, conversation, newQuestion, certificate, Optional.empty());
    }

    InDialogue in(Optional<AaaConversation> newConversation) {
      return new InDialogue(admission, dialogue, newConversation, question, certificate, granted);
    }

    InDialogue certifiedBy(X509Certificate proved) {
      return new InDialogue(
          admission, dialogue, conversation, question, Optional.of(proved), granted);
    }

    InDialogue granting(Authorization authorization) {
      return new InDialogue(
          admission, dialogue, Optional.empty(), question, certificate, Optional.of(authorization));
    }

    Optional<DeviceCertificate> device() {
      return admission
          .profile()
          .remote(RemoteAuthentication.AnyConnectEap.class)
          .flatMap(RemoteAuthentication.AnyConnectEap::device);
    }

    ClientAuthentication authentication() {
      return new ClientAuthentication(
          AuthorizationRequest.Method.ANYCONNECT_EAP,
          certificate,
          dialogue.group(),
          device().filter(DeviceCertificate::sufficient).isPresent());
    }

    /** An authorization must not be taken for an authentication. */
    enum Question {
      NONE,
      PASSWORD,
      AUTHORIZATION
    }

    boolean checking() {
      return question == Question.PASSWORD;
    }

    boolean authorizing() {
      return question == Question.AUTHORIZATION;
    }
  }

  /**
   * EAP succeeded; the client's AUTH over both must follow.
   *
   * @param clientKey the MSK, or SK_pi where the method makes none
   * @param headendKey the MSK, or SK_pr
   * @param granted present when authorization is done already
   */
  record AwaitingFinalAuthentication(
      Admission admission,
      ClientAuthentication authentication,
      Secret clientKey,
      Secret headendKey,
      Authorization user,
      Optional<Authorization> granted)
      implements Stage {}

  /** {@code proof} opens the final response: the headend's AUTH, and what belongs to it. */
  record Authorizing(
      Admission admission,
      ClientAuthentication authentication,
      List<Payload> proof,
      Authorization user)
      implements Stage {}

  record LeasingAddress(
      Admission admission,
      ClientAuthentication authentication,
      List<Payload> proof,
      Authorization granted)
      implements Stage {}

  /** Refused: the last response is kept for retransmissions a little while. */
  record Ended() implements Stage {}
}
