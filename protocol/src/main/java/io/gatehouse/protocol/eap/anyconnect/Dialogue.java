package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import io.gatehouse.protocol.text.PrintableLine;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The dialogue's state and its steps.
 *
 * @param pending the request that waits for its response
 * @param identifier of that request
 */
record Dialogue(
    DialogueSettings settings,
    Stage stage,
    Outcome.Send pending,
    int identifier,
    Tally tally,
    Optional<ClientDevice> device)
    implements AggregateAuthentication {

  /** Octets, as for any RADIUS attribute (RFC 2865 section 5). */
  private static final int MAXIMUM_USER_NAME = 253;

  /** Octets of User-Password (RFC 2865 section 5.2). */
  private static final int MAXIMUM_PASSWORD = 128;

  private static final String LOGIN_FAILED = "Login failed.";

  static Progress begin(DialogueSettings settings, int identifier) {
    var hello = request(identifier, ServerDocuments.hello(), false);
    var dialogue =
        new Dialogue(
            settings, new Stage.AwaitingInit(), hello, identifier, Tally.none(), Optional.empty());
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
        .map(this::receivedXml)
        .orElseGet(() -> repeat("the client's EAP Response holds no document"));
  }

  private Progress receivedXml(Octets xml) {
    return ClientDocument.parse(xml)
        .map(this::received)
        .orElseGet(() -> notUnderstood("the client's document is malformed"));
  }

  private Progress received(ClientDocument document) {
    return switch (document) {
      case ClientDocument.Init init -> begun(init.device());
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
    var begun =
        new Dialogue(
            settings,
            stage,
            pending,
            identifier,
            again ? tally.restart() : tally,
            Optional.of(client));
    return begun.send(new Stage.AwaitingLogin(), ServerDocuments.login(settings), true);
  }

  private Progress answered(ClientDocument.AuthReply reply) {
    return switch (stage) {
      case Stage.AwaitingLogin _ -> login(reply);
      case Stage.AwaitingAnswer challenged -> check(challenged.userName(), reply.answer(), true);
      case Stage.AwaitingInit _,
          Stage.AwaitingAck _,
          Stage.Checking _,
          Stage.Refused _,
          Stage.Ended _ ->
          notUnderstood("nobody asked for an auth-reply");
    };
  }

  private Progress login(ClientDocument.AuthReply reply) {
    return reply
        .userName()
        .filter(Dialogue::acceptable)
        .map(userName -> check(userName, reply.password(), false))
        .orElseGet(() -> rejected(LOGIN_FAILED));
  }

  private static boolean acceptable(String userName) {
    return userName.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_USER_NAME
        && userName.codePoints().noneMatch(Character::isISOControl);
  }

  private Progress check(String userName, Optional<Secret> password, boolean answersChallenge) {
    return password
        .filter(secret -> secret.length() <= MAXIMUM_PASSWORD)
        .map(
            secret ->
                new Progress(
                    at(new Stage.Checking(userName)),
                    new Outcome.CheckPassword(userName, secret, answersChallenge)))
        .orElseGet(() -> rejected(LOGIN_FAILED));
  }

  @Override
  public Progress verdict(Verdict verdict) {
    if (!(stage instanceof Stage.Checking checking)) {
      throw new IllegalStateException("no password is being checked");
    }
    return switch (verdict) {
      case Verdict.Accepted _ ->
          send(new Stage.AwaitingAck(), ServerDocuments.complete(settings), false);
      case Verdict.Rejected rejected -> rejected(rejected.message().orElse(LOGIN_FAILED));
      case Verdict.Challenged challenged -> challenged(checking.userName(), challenged.prompt());
      case Verdict.Refused refused -> refuse(refused.message(), refused.message());
    };
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
    var dialogue = new Dialogue(settings, next, request, following, tally.nextRequest(), device);
    return new Progress(dialogue, request);
  }

  private static Outcome.Send request(int identifier, Octets document, boolean prompts) {
    var message = AnyConnectEap.Message.ofXml(EapPacket.Code.REQUEST, identifier, document);
    return new Outcome.Send(message.encode(), prompts);
  }

  private Dialogue at(Stage next) {
    return new Dialogue(settings, next, pending, identifier, tally, device);
  }

  private Dialogue with(Tally changed) {
    return new Dialogue(settings, stage, pending, identifier, changed, device);
  }
}
