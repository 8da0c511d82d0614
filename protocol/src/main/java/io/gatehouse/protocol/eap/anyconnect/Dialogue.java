package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import io.gatehouse.protocol.text.PrintableLine;
import java.util.Optional;

/**
 * The dialogue's state and its steps.
 *
 * @param pending the request that waits for its response
 * @param identifier of that request
 * @param certified the client has proved to have a certificate: it need not do so again
 */
record Dialogue(
    DialogueSettings settings,
    Stage stage,
    Outcome.Send pending,
    int identifier,
    Tally tally,
    boolean certified,
    Optional<ClientDevice> device)
    implements AggregateAuthentication {

  private static final String LOGIN_FAILED = "Login failed.";

  static Progress begin(DialogueSettings settings, int identifier) {
    var hello = request(identifier, ServerDocuments.hello(), false);
    var dialogue =
        new Dialogue(
            settings,
            new Stage.AwaitingInit(),
            hello,
            identifier,
            Tally.none(),
            false,
            Optional.empty());
    return new Progress(dialogue, hello);
  }

  @Override
  public Optional<String> clientDescription() {
    return device.flatMap(ClientDevice::description);
  }

  @Override
  public boolean authenticated() {
    return stage instanceof Stage.AwaitingAck
        || (stage instanceof Stage.Ended ended && ended.authenticated());
  }

  @Override
  public boolean awaitsCertificate() {
    return stage instanceof Stage.AwaitingCertificate;
  }

  @Override
  public Progress receive(Octets packet) {
    return switch (AnyConnectEap.decode(packet)) {
      case AnyConnectEap.Message message -> received(message);
      case AnyConnectEap.OtherPacket _ -> fail("the client does not speak AnyConnect-EAP");
      case AnyConnectEap.Malformed malformed -> fail(malformed.reason());
    };
  }

  private Progress received(AnyConnectEap.Message message) {
    if (stage instanceof Stage.Refused refused) {
      return fail(refused.reason());
    }
    if (!stage.awaitsClient()) {
      return fail("the client spoke out of turn");
    }
    if (message.code() != EapPacket.Code.RESPONSE) {
      return fail("the client sent an EAP Request");
    }
    if (message.identifier() != identifier) {
      return repeat("the client answers another EAP Request");
    }
    return message
        .xml()
        .map(xml -> receivedXml(xml, message))
        .orElseGet(() -> repeat("the client's EAP Response holds no document"));
  }

  private Progress receivedXml(Octets xml, AnyConnectEap.Message message) {
    return ClientDocument.parse(xml)
        .map(document -> received(document, message))
        .orElseGet(() -> notUnderstood("the client's document is malformed"));
  }

  private Progress received(ClientDocument document, AnyConnectEap.Message message) {
    return switch (document) {
      case ClientDocument.Init init ->
          stage instanceof Stage.AwaitingCertificate ? shown(init, message) : begun(init.device());
      case ClientDocument.AuthReply reply -> answered(reply);
      case ClientDocument.Ack _ ->
          stage instanceof Stage.AwaitingAck ? succeed() : notUnderstood("ack came too early");
      case ClientDocument.Unknown unknown ->
          notUnderstood("the client sent a document of type \"" + unknown.type() + "\"");
    };
  }

  /** The first init, or a fresh start, which a client makes when its user picks another group. */
  private Progress begun(ClientDevice client) {
    boolean again = !(stage instanceof Stage.AwaitingInit);
    if (again && tally.restarts() == Tally.MAXIMUM_RESTARTS) {
      return refuse("Too many attempts.", "the client began too many times");
    }
    Dialogue begun = of(client);
    return (again ? begun.with(tally.restart()) : begun).ask();
  }

  /** The next of what the client has to prove. */
  private Progress ask() {
    if (settings.factors().certificate() && !certified) {
      // A user may have to choose one, or to unlock its key.
      return send(new Stage.AwaitingCertificate(), ServerDocuments.certificateRequest(), true);
    }
    return settings.factors().password()
        ? send(new Stage.AwaitingLogin(), ServerDocuments.login(settings), true)
        : send(new Stage.AwaitingCompletion(), ServerDocuments.certificateAccepted(), false);
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
    return new Progress(
        of(init.device()).at(new Stage.CheckingCertificate()),
        new Outcome.CheckCertificate(certificates.get(), signature.get()));
  }

  private Progress withoutCertificate(String reason) {
    return refuse("A device certificate is needed, and this device has sent none.", reason);
  }

  @Override
  public Progress certificateChecked(boolean accepted) {
    if (!(stage instanceof Stage.CheckingCertificate)) {
      throw new IllegalStateException("no certificate is being checked");
    }
    return accepted
        ? certifiedNow().ask()
        : refuse("The certificate of this device is not accepted.", "the certificate is refused");
  }

  private Progress answered(ClientDocument.AuthReply reply) {
    return switch (stage) {
      case Stage.AwaitingLogin _ -> login(reply);
      case Stage.AwaitingAnswer challenged -> check(challenged.userName(), reply.answer(), true);
      case Stage.AwaitingCompletion _ ->
          new Progress(at(new Stage.Authorizing()), new Outcome.CertificateSuffices());
      case Stage.AwaitingCertificate _ ->
          withoutCertificate("the client was asked for a certificate, and sent an auth-reply");
      case Stage.AwaitingInit _,
          Stage.CheckingCertificate _,
          Stage.AwaitingAck _,
          Stage.Checking _,
          Stage.Authorizing _,
          Stage.Refused _,
          Stage.Ended _ ->
          notUnderstood("nobody asked for an auth-reply");
    };
  }

  private Progress login(ClientDocument.AuthReply reply) {
    return reply
        .userName()
        .filter(LoginBounds::admits)
        .map(userName -> check(userName, reply.password(), false))
        .orElseGet(() -> rejected(LOGIN_FAILED));
  }

  private Progress check(String userName, Optional<Secret> password, boolean answersChallenge) {
    return password
        .filter(LoginBounds::admits)
        .map(
            secret ->
                new Progress(
                    at(new Stage.Checking(userName)),
                    new Outcome.CheckPassword(userName, secret, answersChallenge)))
        .orElseGet(() -> rejected(LOGIN_FAILED));
  }

  @Override
  public Progress verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted _ when isJudged() ->
          send(new Stage.AwaitingAck(), ServerDocuments.complete(settings), false);
      case Verdict.Refused refused when isJudged() -> refuse(refused.message(), refused.message());
      case Verdict.Rejected rejected when stage instanceof Stage.Checking ->
          rejected(rejected.message().orElse(LOGIN_FAILED));
      case Verdict.Challenged challenged when stage instanceof Stage.Checking checking ->
          challenged(checking.userName(), challenged.prompt());
      case Verdict.Accepted _, Verdict.Refused _, Verdict.Rejected _, Verdict.Challenged _ ->
          throw new IllegalStateException("nothing is being checked that could come out like this");
    };
  }

  private boolean isJudged() {
    return stage instanceof Stage.Checking || stage instanceof Stage.Authorizing;
  }

  private Progress rejected(String message) {
    Dialogue counted = with(tally.failure());
    return counted.tally.failures() < settings.attempts()
        ? counted.send(
            new Stage.AwaitingLogin(), ServerDocuments.loginRetry(settings, message), true)
        : counted.refuse(message, "the password was wrong too often");
  }

  private Progress challenged(String userName, String prompt) {
    Dialogue counted = with(tally.challenge());
    return counted.tally.challenges() <= Tally.MAXIMUM_CHALLENGES
        ? counted.send(
            new Stage.AwaitingAnswer(userName), ServerDocuments.challenge(settings, prompt), true)
        : counted.refuse(LOGIN_FAILED, "AAA asked too many questions");
  }

  private Progress notUnderstood(String reason) {
    return refuse("The request was not understood.", reason);
  }

  /** An error that the client shows, then EAP Failure, which by itself would tell it nothing. */
  private Progress refuse(String message, String reason) {
    return send(
        new Stage.Refused(PrintableLine.of(reason, PrintableLine.SHORT)),
        ServerDocuments.refusal(message),
        false);
  }

  /** IKE wants an answer to every request, so nothing can be ignored as RFC 3748 would have it. */
  private Progress repeat(String reason) {
    return tally.repeated() ? fail(reason) : new Progress(with(tally.repeat()), pending);
  }

  private Progress fail(String reason) {
    Octets packet = EapPacket.failure(identifier).encode();
    return new Progress(at(new Stage.Ended(false)), new Outcome.Failed(packet, reason));
  }

  private Progress succeed() {
    Octets packet = EapPacket.success(identifier).encode();
    return new Progress(at(new Stage.Ended(true)), new Outcome.Succeeded(packet));
  }

  private Progress send(Stage next, Octets document, boolean prompts) {
    int following = (identifier + 1) & 0xFF;
    var request = request(following, document, prompts);
    var dialogue =
        new Dialogue(settings, next, request, following, tally.nextRequest(), certified, device);
    return new Progress(dialogue, request);
  }

  private static Outcome.Send request(int identifier, Octets document, boolean prompts) {
    var message = AnyConnectEap.Message.ofXml(EapPacket.Code.REQUEST, identifier, document);
    return new Outcome.Send(message.encode(), prompts);
  }

  private Dialogue at(Stage next) {
    return new Dialogue(settings, next, pending, identifier, tally, certified, device);
  }

  private Dialogue with(Tally changed) {
    return new Dialogue(settings, stage, pending, identifier, changed, certified, device);
  }

  private Dialogue certifiedNow() {
    return new Dialogue(settings, stage, pending, identifier, tally, true, device);
  }

  private Dialogue of(ClientDevice client) {
    return new Dialogue(
        settings, stage, pending, identifier, tally, certified, Optional.of(client));
  }
}
