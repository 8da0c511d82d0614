package io.gatehouse.protocol.eap.anyconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Progress;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Verdict;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Talks to a dialogue as a client does, and holds where it stands. */
final class ScriptedClient {

  static final ClientDevice DEVICE =
      new ClientDevice(
          Optional.of("5.1.2.42"), Optional.of("linux-64"), Optional.empty(), Optional.empty());

  static final DialogueSettings SETTINGS = settings(Factors.PASSWORD);

  static DialogueSettings settings(Factors factors) {
    return new DialogueSettings(
        "Example VPN",
        "Sign in.",
        "89ABCDEF0123456789ABCDEF0123456789ABCDEF",
        42,
        "TOKEN",
        3,
        factors,
        "C0FFEE",
        List.of());
  }

  private Progress progress;

  private ScriptedClient(Progress progress) {
    this.progress = progress;
  }

  static ScriptedClient begin() {
    return begin(1);
  }

  static ScriptedClient begin(int identifier) {
    return new ScriptedClient(AggregateAuthentication.begin(SETTINGS, identifier));
  }

  static ScriptedClient begin(Factors factors, LoginGroup... groups) {
    DialogueSettings plain = settings(factors);
    return new ScriptedClient(
        AggregateAuthentication.begin(
            new DialogueSettings(
                plain.title(),
                plain.prompt(),
                plain.serverCertificateHash(),
                plain.sessionId(),
                plain.sessionToken(),
                plain.attempts(),
                factors,
                plain.challenge(),
                List.of(groups)),
            1));
  }

  static ScriptedClient begin(Factors factors) {
    return new ScriptedClient(AggregateAuthentication.begin(settings(factors), 1));
  }

  static ScriptedClient atLogin() {
    return begin().init();
  }

  static ScriptedClient atChecking() {
    return atLogin().reply("username", "alice", "password", "secret");
  }

  static ScriptedClient atComplete() {
    return atChecking().verdict(new Verdict.Accepted());
  }

  AggregateAuthentication dialogue() {
    return progress.dialogue();
  }

  Outcome outcome() {
    return progress.outcome();
  }

  ScriptedClient init() {
    return xml(ClientDocuments.init(DEVICE));
  }

  /** An init that names a group. */
  ScriptedClient pick(String group) {
    return xml(ClientDocuments.init(DEVICE, Optional.of(group)));
  }

  ScriptedClient ack() {
    return xml(ClientDocuments.ack(DEVICE));
  }

  ScriptedClient reply(String... namesAndAnswers) {
    var answers = new LinkedHashMap<String, Secret>();
    for (int i = 0; i < namesAndAnswers.length; i += 2) {
      answers.put(namesAndAnswers[i], Secret.utf8(namesAndAnswers[i + 1]));
    }
    return xml(ClientDocuments.authReply(DEVICE, answers));
  }

  /** Shows a certificate, with init. */
  ScriptedClient show(Octets certificates, Octets signature) {
    return show(certificates, signature, ClientDocuments.init(DEVICE));
  }

  ScriptedClient show(Octets certificates, Octets signature, Octets document) {
    return receive(
        new AnyConnectEap.Message(
                EapPacket.Code.RESPONSE,
                request().identifier(),
                List.of(
                    new Tlv(Tlv.CERTIFICATES, certificates),
                    new Tlv(Tlv.SIGNATURE, signature),
                    new Tlv(Tlv.XML, document)))
            .encode());
  }

  ScriptedClient certificateChecked(boolean accepted) {
    progress = progress.dialogue().certificateChecked(accepted);
    return this;
  }

  /** Answers the request that was sent last. */
  ScriptedClient xml(Octets document) {
    return receive(
        AnyConnectEap.Message.ofXml(EapPacket.Code.RESPONSE, request().identifier(), document)
            .encode());
  }

  ScriptedClient receive(Octets packet) {
    progress = progress.dialogue().receive(packet);
    return this;
  }

  ScriptedClient verdict(Verdict verdict) {
    progress = progress.dialogue().verdict(verdict);
    return this;
  }

  AnyConnectEap.Message request() {
    assertThat(outcome()).isInstanceOf(Outcome.Send.class);
    var decoded = AnyConnectEap.decode(((Outcome.Send) outcome()).packet());
    assertThat(decoded).isInstanceOf(AnyConnectEap.Message.class);
    return (AnyConnectEap.Message) decoded;
  }

  ServerDocument document() {
    return ServerDocument.parse(request().xml().orElseThrow()).orElseThrow();
  }

  ServerDocument.AuthRequest form() {
    assertThat(document()).isInstanceOf(ServerDocument.AuthRequest.class);
    return (ServerDocument.AuthRequest) document();
  }

  boolean userIsAsked() {
    return outcome() instanceof Outcome.Send send && send.prompts();
  }

  Map.Entry<String, String> asked() {
    var check = (Outcome.CheckPassword) outcome();
    return Map.entry(check.userName(), check.password().revealUtf8());
  }

  /** The user was told why, and the client's next message, whatever it is, gets EAP Failure. */
  void isRefusedWith(String message) {
    assertThat(document()).isEqualTo(new ServerDocument.Refusal(message));
    assertThat(dialogue().authenticated()).isFalse();
    ack().hasFailed();
  }

  void hasFailed() {
    assertThat(outcome()).isInstanceOf(Outcome.Failed.class);
    var failed = (Outcome.Failed) outcome();
    assertThat(EapPacket.decode(failed.packet()).orElseThrow().code())
        .isEqualTo(EapPacket.Code.FAILURE);
    assertThat(failed.reason()).isNotBlank();
    assertThat(dialogue().authenticated()).isFalse();
  }
}
