package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Progress;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import io.gatehouse.protocol.ike.crypto.SubjectName;
import io.gatehouse.protocol.ike.exchange.SessionEvent.Document.Direction;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.ike.policy.Authorization;
import io.gatehouse.protocol.ike.policy.LocalAuthentication;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * AnyConnect-EAP: the headend ends EAP itself, checks the client's certificate if its profile wants
 * one, and asks AAA about the user name and the password. The method makes no key, so the final
 * AUTH adds nothing to the user's proof: safety rests on the client's check of the headend's
 * certificate.
 */
final class AnyConnectExchange {

  private static final String PASSWORD_EXPIRED = "Your password has expired. Choose a new one.";

  private AnyConnectExchange() {}

  static Step begin(HalfOpen session, Admission admission, Context context) {
    if (!(admission.profile().local() instanceof LocalAuthentication.Certificate local)) {
      return HalfOpenResponder.authenticationFailed(
          session, "AnyConnect-EAP needs a certificate of the headend", context);
    }
    RemoteAuthentication.AnyConnectEap remote =
        admission.profile().remote(RemoteAuthentication.AnyConnectEap.class).orElseThrow();
    Progress progress = AggregateAuthentication.begin(DialogueTerms.of(local, remote, context), 1);
    if (!(progress.outcome() instanceof Outcome.Send(Octets packet, boolean prompts))) {
      throw new IllegalStateException("a dialogue begins with hello");
    }
    List<Payload> payloads =
        new ArrayList<>(HeadendProof.signed(session, admission, local, context));
    payloads.add(new Payload.Eap(packet));
    HalfOpen next = session.at(Stage.InDialogue.begun(admission, progress.dialogue()));
    Step step =
        HalfOpenResponder.respond(
            HalfOpenResponder.waiting(next, prompts, context), payloads, context);
    return DialogueDebug.begun(
        DialogueDebug.reported(step, Direction.TO, packet, admission, session.path()),
        admission,
        session.path());
  }

  static Step received(
      HalfOpen session, Stage.InDialogue stage, IkeMessage message, Context context) {
    Optional<Payload.Authentication> authentication = message.first(Payload.Authentication.class);
    if (authentication.isPresent() && stage.dialogue().authenticated()) {
      // A client may go from the complete document to AUTH with no ack between.
      return FinalAuthentication.received(session, awaitingFinal(session, stage), message, context);
    }
    Optional<Payload.Eap> eap = message.first(Payload.Eap.class);
    if (eap.isEmpty()) {
      return HalfOpenResponder.reject(
          session,
          List.of(Payload.Notify.of(NotifyType.INVALID_SYNTAX)),
          "an EAP response was expected",
          context);
    }
    Octets packet = eap.get().packet();
    Step step = proceed(session, stage, stage.dialogue().receive(packet), context);
    return DialogueDebug.reported(step, Direction.FROM, packet, stage.admission(), session.path());
  }

  private static Stage.AwaitingFinalAuthentication awaitingFinal(
      HalfOpen session, Stage.InDialogue stage) {
    Authorization granted = stage.granted().orElseThrow();
    return new Stage.AwaitingFinalAuthentication(
        stage.admission(),
        stage.authentication(),
        session.ikeSa().keys().skPi(),
        session.ikeSa().keys().skPr(),
        granted,
        Optional.of(granted));
  }

  private static Step proceed(
      HalfOpen session, Stage.InDialogue stage, Progress progress, Context context) {
    Stage.InDialogue next = stage.at(progress.dialogue());
    return switch (progress.outcome()) {
      case Outcome.Send(Octets packet, boolean prompts) ->
          DialogueDebug.reported(
              HalfOpenResponder.respond(
                  HalfOpenResponder.waiting(session.at(next), prompts, context),
                  List.of(new Payload.Eap(packet)),
                  context),
              Direction.TO,
              packet,
              stage.admission(),
              session.path());
      case Outcome.CheckCertificate shown -> examine(session, next, shown, context);
      case Outcome.CheckSecondCertificate shown -> examine(session, next, shown, context);
      case Outcome.CertificateSuffices() -> identify(session, next, context);
      case Outcome.CheckPassword(String userName, Secret password, boolean answersChallenge) ->
          check(
              session,
              answersChallenge ? next : next.in(Optional.empty()),
              userName,
              password,
              context);
      case Outcome.Succeeded(Octets packet) ->
          HalfOpenResponder.respond(
              HalfOpenResponder.waiting(session.at(awaitingFinal(session, next)), false, context),
              List.of(new Payload.Eap(packet)),
              context);
      case Outcome.Failed(Octets packet, String reason) ->
          HalfOpenResponder.reject(
              session,
              List.of(new Payload.Eap(packet), Payload.Notify.of(NotifyType.AUTHENTICATION_FAILED)),
              "AnyConnect-EAP: " + reason,
              context);
    };
  }

  private static Step examine(
      HalfOpen session, Stage.InDialogue stage, Outcome.CheckCertificate shown, Context context) {
    return examined(
        session,
        stage,
        DeviceProof.verify(
            session, stage.admission(), stage.device().orElseThrow(), shown, context),
        "device certificate: ",
        context);
  }

  /** From here on, the second certificate stands for both: it is its user's. */
  private static Step examine(
      HalfOpen session,
      Stage.InDialogue stage,
      Outcome.CheckSecondCertificate shown,
      Context context) {
    return examined(
        session,
        stage,
        DeviceProof.verifySecond(
            shown, stage.certificate().orElseThrow(), stage.device().orElseThrow(), context),
        "second certificate: ",
        context);
  }

  private static Step examined(
      HalfOpen session,
      Stage.InDialogue stage,
      DeviceProof.Outcome outcome,
      String what,
      Context context) {
    return switch (outcome) {
      case DeviceProof.Outcome.Proved(X509Certificate certificate) ->
          proceed(
              session,
              stage.certifiedBy(certificate),
              stage.dialogue().certificateChecked(true),
              context);
      case DeviceProof.Outcome.NotProved(String reason) ->
          refuse(
              session, stage, stage.dialogue().certificateChecked(false), what + reason, context);
    };
  }

  /** No user has typed a name, so the certificate's is taken. */
  private static Step identify(HalfOpen session, Stage.InDialogue stage, Context context) {
    return SubjectName.userName(stage.certificate().orElseThrow())
        .map(name -> authorize(session, stage, Authorization.of(name), context))
        .orElseGet(
            () ->
                refuse(
                    session,
                    stage,
                    "The certificate of this device names nobody.",
                    "device certificate: its subject is no user name",
                    context));
  }

  /**
   * RADIUS's State belongs to the one answer that its challenge asked for: in the login of another
   * user it would carry the first user's half-done authentication over.
   */
  private static Step check(
      HalfOpen session, Stage.InDialogue stage, String userName, Secret password, Context context) {
    HalfOpen asking = HalfOpenResponder.waiting(session.nextRequest(), true, context);
    long id = asking.lastRequestId();
    AuthenticationRequest request =
        new AuthenticationRequest(
            id,
            stage.admission().profile().name(),
            session.sessionId(),
            Identities.text(stage.admission().client()),
            session.path(),
            new AuthenticationRequest.Claim.Password(userName, password),
            stage.conversation(),
            stage.dialogue().group());
    return Step.of(
        asking.at(stage.asking(Stage.InDialogue.Question.PASSWORD)),
        new Decision.Authenticate(request));
  }

  static Step judged(
      HalfOpen session, Stage.InDialogue stage, AuthenticationVerdict verdict, Context context) {
    return switch (verdict) {
      case AuthenticationVerdict.Accepted accepted ->
          authorize(session, stage, accepted.user(), context);
      case AuthenticationVerdict.Challenged(
              Optional<String> prompt,
              _,
              AaaConversation conversation) ->
          proceed(
              session,
              stage.in(Optional.of(conversation)),
              stage.dialogue().verdict(new Verdict.Challenged(prompt.orElse("Response:"))),
              context);
      case AuthenticationVerdict.NewPasswordWanted(
              Optional<String> prompt,
              AaaConversation conversation) ->
          proceed(
              session,
              stage.in(Optional.of(conversation)),
              stage
                  .dialogue()
                  .verdict(new Verdict.NewPasswordWanted(prompt.orElse(PASSWORD_EXPIRED))),
              context);
      case AuthenticationVerdict.Rejected(Optional<String> message, _) ->
          proceed(
              session,
              stage.in(Optional.empty()),
              stage.dialogue().verdict(new Verdict.Rejected(message)),
              context);
      case AuthenticationVerdict.Unavailable(String reason) ->
          refuse(session, stage, "The login service does not answer.", "AAA: " + reason, context);
    };
  }

  /** Before the complete document, so that a user who may not in reads why. */
  private static Step authorize(
      HalfOpen session, Stage.InDialogue stage, Authorization user, Context context) {
    HalfOpen asking = HalfOpenResponder.waiting(session.nextRequest(), true, context);
    long id = asking.lastRequestId();
    return Step.of(
        asking.at(stage.in(Optional.empty()).asking(Stage.InDialogue.Question.AUTHORIZATION)),
        new Decision.Authorize(
            Establishment.authorizationRequest(
                session, stage.admission(), stage.authentication(), user, id)));
  }

  static Step authorized(
      HalfOpen session, Stage.InDialogue stage, AuthorizationVerdict verdict, Context context) {
    return switch (verdict) {
      case AuthorizationVerdict.Granted(Authorization granted) ->
          proceed(
              session,
              stage.granting(granted),
              stage.dialogue().verdict(new Verdict.Accepted(granted.banner())),
              context);
      case AuthorizationVerdict.Refused(String reason) ->
          refuse(
              session,
              stage,
              "Access is not allowed for this account.",
              "authorization: " + reason,
              context);
    };
  }

  private static Step refuse(
      HalfOpen session, Stage.InDialogue stage, String message, String reason, Context context) {
    return refuse(
        session, stage, stage.dialogue().verdict(new Verdict.Refused(message)), reason, context);
  }

  /** The client gets an XML error first, and the operator the real reason now. */
  private static Step refuse(
      HalfOpen session, Stage.InDialogue stage, Progress refusal, String reason, Context context) {
    Step step = proceed(session, stage.in(Optional.empty()), refusal, context);
    List<Decision> decisions = new ArrayList<>(step.decisions());
    decisions.add(new Decision.Report(new SessionEvent.Refused(session.path(), reason)));
    return Step.of(step.state(), decisions);
  }
}
