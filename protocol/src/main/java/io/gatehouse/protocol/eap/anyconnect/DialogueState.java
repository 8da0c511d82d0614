package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.eap.EapPacket;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Outcome;
import io.gatehouse.protocol.eap.anyconnect.AggregateAuthentication.Progress;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.text.PrintableLine;
import java.util.Optional;

/**
 * What a dialogue remembers, and how it goes on from there.
 *
 * @param pending the request that waits for its response
 * @param identifier of that request
 * @param proved how many certificates the client has proved to have: it need not do so again
 * @param multiple whether the client can show a second one
 * @param group that its user has picked
 */
record DialogueState(
    DialogueSettings settings,
    Stage stage,
    Outcome.Send pending,
    int identifier,
    Tally tally,
    int proved,
    boolean multiple,
    Optional<ClientDevice> device,
    Optional<LoginGroup> group) {

  static DialogueState begin(DialogueSettings settings, int identifier) {
    return new DialogueState(
        settings,
        new Stage.AwaitingInit(),
        request(identifier, ServerDocuments.hello(), false),
        identifier,
        Tally.none(),
        0,
        false,
        Optional.empty(),
        Optional.empty());
  }

  DialogueState at(Stage next) {
    return new DialogueState(
        settings, next, pending, identifier, tally, proved, multiple, device, group);
  }

  DialogueState with(Tally changed) {
    return new DialogueState(
        settings, stage, pending, identifier, changed, proved, multiple, device, group);
  }

  DialogueState provedOneMore() {
    return new DialogueState(
        settings, stage, pending, identifier, tally, proved + 1, multiple, device, group);
  }

  DialogueState of(ClientDocument.Init init) {
    return new DialogueState(
        settings,
        stage,
        pending,
        identifier,
        tally,
        proved,
        init.multipleCertificates(),
        Optional.of(init.device()),
        group);
  }

  /** The group that the client names, or else the one that it has, or else the first. */
  DialogueState choosing(Optional<String> name) {
    return new DialogueState(
        settings,
        stage,
        pending,
        identifier,
        tally,
        proved,
        multiple,
        device,
        name.flatMap(settings::group).or(() -> group).or(settings::defaultGroup));
  }

  Progress progress(Outcome outcome) {
    return new Progress(new Dialogue(this), outcome);
  }

  Progress send(Stage next, Octets document, boolean prompts) {
    int following = (identifier + 1) & 0xFF;
    var request = request(following, document, prompts);
    return new DialogueState(
            settings,
            next,
            request,
            following,
            tally.nextRequest(),
            proved,
            multiple,
            device,
            group)
        .progress(request);
  }

  private static Outcome.Send request(int identifier, Octets document, boolean prompts) {
    var message = AnyConnectEap.Message.ofXml(EapPacket.Code.REQUEST, identifier, document);
    return new Outcome.Send(message.encode(), prompts);
  }

  /** IKE wants an answer to every request, so nothing can be ignored as RFC 3748 would have it. */
  Progress repeat(String reason) {
    return tally.repeated() ? fail(reason) : with(tally.repeat()).progress(pending);
  }

  Progress notUnderstood(String reason) {
    return refuse("The request was not understood.", reason);
  }

  /** An error that the client shows, then EAP Failure, which by itself would tell it nothing. */
  Progress refuse(String message, String reason) {
    return send(
        new Stage.Refused(PrintableLine.of(reason, PrintableLine.SHORT)),
        ServerDocuments.refusal(message),
        false);
  }

  Progress fail(String reason) {
    Octets packet = EapPacket.failure(identifier).encode();
    return at(new Stage.Ended(false)).progress(new Outcome.Failed(packet, reason));
  }

  Progress succeed() {
    Octets packet = EapPacket.success(identifier).encode();
    return at(new Stage.Ended(true)).progress(new Outcome.Succeeded(packet));
  }
}
