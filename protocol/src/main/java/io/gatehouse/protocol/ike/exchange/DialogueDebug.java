package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.eap.anyconnect.MaskedDocument;
import io.gatehouse.protocol.ike.exchange.SessionEvent.Document.Direction;
import io.gatehouse.protocol.ike.policy.RemoteAuthentication;
import io.gatehouse.protocol.octets.Octets;
import java.util.ArrayList;
import java.util.List;

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

  private static boolean isOn(Admission admission) {
    return admission
        .profile()
        .remote(RemoteAuthentication.AnyConnectEap.class)
        .filter(RemoteAuthentication.AnyConnectEap::debug)
        .isPresent();
  }
}
