package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.MaskedDocument;
import io.gatehouse.protocol.ike.exchange.SessionEvent.Document.Direction;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code debug anyconnect-eap}: the documents of a dialogue in the operator's log. */
final class DialogueDebug {

  private DialogueDebug() {}

  /** The step, with a report of the packet that it sends or comes from, if that is wanted. */
  static Step reported(
      Step step, Direction direction, Octets packet, Admission admission, Path path) {
    if (!isOn(admission)) {
      return step;
    }
    List<Decision> decisions = new ArrayList<>();
    MaskedDocument.in(packet)
        .map(document -> new SessionEvent.Document(path, direction, document))
        .map(Decision.Report::new)
        .ifPresent(decisions::add);
    return switch (direction) {
      case FROM -> {
        decisions.addAll(step.decisions());
        yield Step.of(step.state(), decisions);
      }
      case TO -> {
        decisions.addAll(0, step.decisions());
        yield Step.of(step.state(), decisions);
      }
    };
  }

  /** The first step of a dialogue, with a report of the attributes that the client asks for. */
  static Step begun(Step step, Admission admission, Path path) {
    if (!isOn(admission) || admission.configurationRequest().isEmpty()) {
      return step;
    }
    String attributes =
        admission.configurationRequest().get().attributes().stream()
            .map(attribute -> attribute.type() + "=" + attribute.value().hex())
            .collect(Collectors.joining(" "));
    List<Decision> decisions = new ArrayList<>(step.decisions());
    decisions.add(new Decision.Report(new SessionEvent.Wishes(path, attributes)));
    return Step.of(step.state(), decisions);
  }

  private static boolean isOn(Admission admission) {
    return admission
        .profile()
        .remote(RemoteAuthentication.AnyConnectEap.class)
        .filter(RemoteAuthentication.AnyConnectEap::debug)
        .isPresent();
  }
}
