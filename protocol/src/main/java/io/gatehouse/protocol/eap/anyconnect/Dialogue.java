package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/** The dialogue's steps: what the client says leads from one {@link Stage} to the next. */
record Dialogue(DialogueState state) implements AggregateAuthentication {

  static Progress begin(DialogueSettings settings, int identifier) {
    DialogueState begun = DialogueState.begin(settings, identifier);
    return begun.progress(begun.pending());
  }

  @Override
  public Optional<String> clientDescription() {
    return state.device().flatMap(ClientDevice::description);
  }

  @Override
  public Optional<String> group() {
    return state.group().map(LoginGroup::name);
  }

  @Override
  public boolean authenticated() {
    return state.stage() instanceof Stage.AwaitingAck
        || (state.stage() instanceof Stage.Ended ended && ended.authenticated());
  }

  @Override
  public boolean awaitsCertificate() {
    return awaitsFirstCertificate() || state.stage() instanceof Stage.AwaitingSecondCertificate;
  }

  private boolean awaitsFirstCertificate() {
    return state.stage() instanceof Stage.AwaitingCertificate;
  }

  @Override
  public Progress receive(Octets packet) {
    return switch (AnyConnectEap.decode(packet)) {
      case AnyConnectEap.Message message -> received(message);
      case AnyConnectEap.OtherPacket _ -> state.fail("the client does not speak AnyConnect-EAP");
      case AnyConnectEap.Malformed malformed -> state.fail(malformed.reason());
    };
  }

  private Progress received(AnyConnectEap.Message message) {
    if (state.stage() instanceof Stage.Refused refused) {
      return state.fail(refused.reason());
    }
    if (!state.stage().awaitsClient()) {
      return state.fail("the client spoke out of turn");
    }
    if (message.code() != EapPacket.Code.RESPONSE) {
      return state.fail("the client sent an EAP Request");
    }
    if (message.identifier() != state.identifier()) {
      return state.repeat("the client answers another EAP Request");
    }
    return message
        .xml()
        .map(xml -> receivedXml(xml, message))
        .orElseGet(() -> state.repeat("the client's EAP Response holds no document"));
  }

  private Progress receivedXml(Octets xml, AnyConnectEap.Message message) {
    return ClientDocument.parse(xml)
        .map(document -> received(document, message))
        .orElseGet(() -> state.notUnderstood("the client's document is malformed"));
  }

  private Progress received(ClientDocument document, AnyConnectEap.Message message) {
    return switch (document) {
      case ClientDocument.Init init ->
          awaitsFirstCertificate() && !picksAnotherGroup(init, message)
              ? shown(init, message)
              : begun(init);
      case ClientDocument.AuthReply reply -> answered(reply);
      case ClientDocument.Ack _ ->
          state.stage() instanceof Stage.AwaitingAck
              ? state.succeed()
              : state.notUnderstood("ack came too early");
      case ClientDocument.Unknown unknown ->
          state.notUnderstood("the client sent a document of type \"" + unknown.type() + "\"");
    };
  }

  /** Shows no certificate, and does not say that there is none either. */
  private boolean picksAnotherGroup(ClientDocument.Init init, AnyConnectEap.Message message) {
    Optional<LoginGroup> named = init.group().flatMap(state.settings()::group);
    return named.isPresent()
        && !named.equals(state.group())
        && !init.certificateFailed()
        && message.certificates().isEmpty();
  }

  /** The first init, or a fresh start, which a client makes when its user picks another group. */
  private Progress begun(ClientDocument.Init init) {
    boolean again = !(state.stage() instanceof Stage.AwaitingInit);
    if (again && state.tally().restarts() == Tally.MAXIMUM_RESTARTS) {
      return state.refuse("Too many attempts.", "the client began too many times");
    }
    DialogueState begun = state.of(init).choosing(init.group());
    return ask(again ? begun.with(begun.tally().restart()) : begun);
  }

  /** The next of what the client has to prove. */
  private static Progress ask(DialogueState state) {
    DialogueSettings settings = state.settings();
    if (state.proved() < settings.factors().certificates()) {
      return askForCertificate(state);
    }
    return settings.factors().password()
        ? state.send(
            new Stage.AwaitingLogin(), ServerDocuments.login(state, Optional.empty()), true)
        : state.send(new Stage.AwaitingCompletion(), ServerDocuments.certificateAccepted(), false);
  }

  /** A user may have to choose one, or to unlock its key. */
  private static Progress askForCertificate(DialogueState state) {
    if (state.proved() == 0) {
      return state.send(
          new Stage.AwaitingCertificate(), ServerDocuments.certificateRequest(), true);
    }
    if (!state.multiple()) {
      return state.refuse(
          "A second certificate is needed, and this client cannot show one.",
          "the client cannot show a second certificate");
    }
    Octets request = ServerDocuments.secondCertificateRequest(state.settings());
    return state.send(new Stage.AwaitingSecondCertificate(request), request, true);
  }

  private Progress shownToo(
      Stage.AwaitingSecondCertificate awaiting, ClientDocument.AuthReply reply) {
    return reply
        .certificate()
        .map(
            shown ->
                state
                    .at(new Stage.CheckingCertificate())
                    .progress(
                        new Outcome.CheckSecondCertificate(
                            shown.certificates(),
                            shown.signature(),
                            shown.hash(),
                            awaiting.request())))
        .orElseGet(
            () ->
                state.refuse(
                    "A second certificate is needed, and this device has sent none.",
                    "the client was asked for a second certificate, and sent none"));
  }

  private Progress shown(ClientDocument.Init init, AnyConnectEap.Message message) {
    Optional<Octets> certificates = message.certificates();
    Optional<Octets> signature = message.signature();
    if (certificates.isEmpty() || signature.isEmpty()) {
      return withoutCertificate(
          init.certificateFailed()
              ? "the client says that it has no certificate"
              : "the client was asked for a certificate, and sent none");
    }
    return state
        .of(init)
        .choosing(init.group())
        .at(new Stage.CheckingCertificate())
        .progress(new Outcome.CheckCertificate(certificates.get(), signature.get()));
  }

  private Progress withoutCertificate(String reason) {
    return state.refuse("A device certificate is needed, and this device has sent none.", reason);
  }

  @Override
  public Progress certificateChecked(boolean accepted) {
    if (!(state.stage() instanceof Stage.CheckingCertificate)) {
      throw new IllegalStateException("no certificate is being checked");
    }
    return accepted
        ? ask(state.provedOneMore())
        : state.refuse(
            "The certificate of this device is not accepted.", "the certificate is refused");
  }

  private Progress answered(ClientDocument.AuthReply reply) {
    return switch (state.stage()) {
      case Stage.AwaitingLogin _ -> new Dialogue(state.choosing(reply.group())).login(reply);
      case Stage.AwaitingAnswer challenged -> check(challenged.userName(), reply.answer(), true);
      case Stage.AwaitingNewPassword wanted -> chosen(wanted, reply);
      case Stage.AwaitingSecondCertificate awaiting -> shownToo(awaiting, reply);
      case Stage.AwaitingCompletion _ ->
          state.at(new Stage.Authorizing()).progress(new Outcome.CertificateSuffices());
      case Stage.AwaitingCertificate _ ->
          withoutCertificate("the client was asked for a certificate, and sent an auth-reply");
      case Stage.AwaitingInit _,
          Stage.CheckingCertificate _,
          Stage.AwaitingAck _,
          Stage.Checking _,
          Stage.Authorizing _,
          Stage.Refused _,
          Stage.Ended _ ->
          state.notUnderstood("nobody asked for an auth-reply");
    };
  }

  private Progress login(ClientDocument.AuthReply reply) {
    return reply
        .userName()
        .filter(LoginBounds::admits)
        .map(userName -> check(userName, reply.password(), false))
        .orElseGet(this::loginFailed);
  }

  private Progress check(String userName, Optional<Secret> password, boolean answersChallenge) {
    return password
        .filter(LoginBounds::admits)
        .map(
            secret ->
                state
                    .at(new Stage.Checking(userName))
                    .progress(new Outcome.CheckPassword(userName, secret, answersChallenge)))
        .orElseGet(this::loginFailed);
  }

  private Progress loginFailed() {
    return new Judgement(state).rejected(Judgement.LOGIN_FAILED);
  }

  private Progress chosen(Stage.AwaitingNewPassword wanted, ClientDocument.AuthReply reply) {
    return reply
        .newPassword()
        .map(secret -> chosen(wanted, secret, reply.repeats(secret)))
        .orElseGet(() -> askAgain(wanted, "Type the new password twice."));
  }

  private Progress chosen(Stage.AwaitingNewPassword wanted, Secret password, boolean repeated) {
    if (!repeated) {
      return askAgain(wanted, "The two new passwords are not the same.");
    }
    return LoginBounds.admits(password)
        ? check(wanted.userName(), Optional.of(password), true)
        : askAgain(wanted, "The new password is too long.");
  }

  private Progress askAgain(Stage.AwaitingNewPassword wanted, String error) {
    return new Judgement(state).newPassword(wanted.userName(), wanted.prompt(), Optional.of(error));
  }

  @Override
  public Progress verdict(Verdict verdict) {
    return new Judgement(state).of(verdict);
  }
}
