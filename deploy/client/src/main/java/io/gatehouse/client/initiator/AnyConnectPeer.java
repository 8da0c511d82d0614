package io.gatehouse.client.initiator;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.AnyConnectEap;
import io.gatehouse.protocol.eap.anyconnect.ClientDevice;
import io.gatehouse.protocol.eap.anyconnect.ClientDocuments;
import io.gatehouse.protocol.eap.anyconnect.ServerDocument;
import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The client's side of AnyConnect-EAP.
 *
 * @param device what it shows when a certificate is asked for
 * @param given how many password fields were answered
 * @param picked the number of the group, from 0
 * @param refusal the headend's last word before EAP Failure
 */
record AnyConnectPeer(
    Credentials.AnyConnect user,
    Optional<CertificateAnswer> device,
    int given,
    int picked,
    Optional<String> refusal) {

  static final ClientDevice DEVICE =
      new ClientDevice(
          Optional.of("5.1.2.42"),
          Optional.of("linux-64"),
          Optional.of("gatehouse-client"),
          Optional.of("6.1.0"));

  /** What an EAP packet of the headend leads to. */
  sealed interface Step {
    /** {@code received} and {@code sent} are what was reached before and after the answer. */
    record Answer(
        AnyConnectPeer peer, Octets packet, Optional<Milestone> received, Optional<Milestone> sent)
        implements Step {}

    record Succeeded() implements Step {}

    record Failed(String reason) implements Step {}
  }

  static AnyConnectPeer of(
      Credentials.AnyConnect user, Handshake handshake, Identification identity) {
    return new AnyConnectPeer(
        user,
        user.device().map(device -> new CertificateAnswer(handshake, identity, device)),
        0,
        0,
        Optional.empty());
  }

  Step receive(Octets packet, Outbox outbox) {
    return switch (AnyConnectEap.decode(packet)) {
      case AnyConnectEap.OtherPacket(EapPacket other) when other.code() == EapPacket.Code.SUCCESS ->
          new Step.Succeeded();
      case AnyConnectEap.OtherPacket(EapPacket other) when other.code() == EapPacket.Code.FAILURE ->
          new Step.Failed(refusal.orElse("EAP Failure"));
      case AnyConnectEap.OtherPacket _ -> new Step.Failed("the headend wants another EAP method");
      case AnyConnectEap.Malformed malformed -> new Step.Failed(malformed.reason());
      case AnyConnectEap.Message message ->
          message
              .xml()
              .flatMap(xml -> received(message.identifier(), xml, outbox))
              .orElseGet(() -> new Step.Failed("the headend's document is malformed"));
    };
  }

  private Optional<Step> received(int identifier, Octets xml, Outbox outbox) {
    return ServerDocument.parse(xml).map(document -> received(identifier, document, xml, outbox));
  }

  /**
   * @param xml the document as it came, which a signature may have to cover
   */
  private Step received(int identifier, ServerDocument document, Octets xml, Outbox outbox) {
    return switch (document) {
      case ServerDocument.Hello _ ->
          answer(
              identifier, init(picked), Optional.of(Milestone.HELLO), Optional.of(Milestone.INIT));
      case ServerDocument.CertificateRequest _ -> showCertificate(identifier);
      case ServerDocument.SecondCertificateRequest request -> showSecond(identifier, request, xml);
      case ServerDocument.AuthenticationComplete _ ->
          answer(
              identifier,
              ClientDocuments.authReply(DEVICE, new LinkedHashMap<>()),
              Optional.empty(),
              Optional.of(Milestone.AUTH_REPLY));
      case ServerDocument.AuthRequest form ->
          picksAnother(form) ? beginAgain(identifier) : fillIn(identifier, form, outbox);
      case ServerDocument.Complete complete -> accept(identifier, complete, outbox);
      case ServerDocument.Refusal refused ->
          new AnyConnectPeer(user, device, given, picked, Optional.of(refused.error()))
              .answer(identifier, ClientDocuments.ack(DEVICE), Optional.empty(), Optional.empty());
      case ServerDocument.Unknown unknown ->
          new Step.Failed("the headend sent a document of type \"" + unknown.type() + "\"");
    };
  }

  private Step showCertificate(int identifier) {
    return device
        .<Step>map(
            answer ->
                new Step.Answer(
                    this,
                    answer.packet(identifier, init(picked)),
                    Optional.empty(),
                    Optional.empty()))
        .orElseGet(
            () ->
                answer(
                    identifier,
                    ClientDocuments.initWithoutCertificate(DEVICE),
                    Optional.empty(),
                    Optional.empty()));
  }

  private Octets init(int group) {
    return ClientDocuments.init(DEVICE, user.group(group), user.second().isPresent());
  }

  private Step showSecond(
      int identifier, ServerDocument.SecondCertificateRequest request, Octets xml) {
    return user.second()
        .map(
            certificate ->
                answer(
                    identifier,
                    SecondCertificateAnswer.to(xml, request.hashes(), certificate),
                    Optional.empty(),
                    Optional.empty()))
        .orElseGet(() -> new Step.Failed("the headend asks for a second certificate unasked"));
  }

  private boolean picksAnother(ServerDocument.AuthRequest form) {
    return user.group(picked + 1).filter(form.groups()::contains).isPresent();
  }

  /** As a client does whose user picks another group in the form. */
  private Step beginAgain(int identifier) {
    return new AnyConnectPeer(user, device, given, picked + 1, refusal)
        .answer(
            identifier, init(picked + 1), Optional.of(Milestone.FORM), Optional.of(Milestone.INIT));
  }

  private Step accept(int identifier, ServerDocument.Complete complete, Outbox outbox) {
    complete.banner().ifPresent(banner -> outbox.report(new ClientEvent.Banner(banner)));
    return answer(
        identifier,
        ClientDocuments.ack(DEVICE),
        Optional.of(Milestone.COMPLETE),
        Optional.of(Milestone.ACK));
  }

  private Step fillIn(int identifier, ServerDocument.AuthRequest form, Outbox outbox) {
    outbox.report(
        new ClientEvent.Asked(
            form.title().orElse(""), form.message().orElse(""), form.error().orElse("")));
    var answers = new LinkedHashMap<String, Secret>();
    int next = given;
    for (ServerDocument.Input input : form.inputs()) {
      if (input.type().equals("password")) {
        answers.put(input.name(), user.answer(next));
        next++;
      } else if (input.type().equals("text")) {
        answers.put(input.name(), Secret.utf8(user.userName()));
      }
    }
    Optional<String> group = form.groups().isEmpty() ? Optional.empty() : user.group(picked);
    return new AnyConnectPeer(user, device, next, picked, refusal)
        .answer(
            identifier,
            ClientDocuments.authReply(DEVICE, answers, group),
            Optional.of(Milestone.FORM),
            Optional.of(Milestone.AUTH_REPLY));
  }

  private Step answer(
      int identifier, Octets document, Optional<Milestone> received, Optional<Milestone> sent) {
    Octets packet =
        AnyConnectEap.Message.ofXml(EapPacket.Code.RESPONSE, identifier, document).encode();
    return new Step.Answer(this, packet, received, sent);
  }
}
