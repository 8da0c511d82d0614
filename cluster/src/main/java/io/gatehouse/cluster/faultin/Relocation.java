package io.gatehouse.cluster.faultin;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SessionSpiMint;
import io.gatehouse.cluster.store.StoredState;
import io.gatehouse.protocol.esp.Authenticity;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Context;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.Responder;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import java.util.List;
import java.util.Optional;

/** What is to be done about a packet, given what the store has of its session. */
record Relocation(FaultInServices services) {

  /** What it is. */
  sealed interface Outcome {}

  /** Nobody has such a CHILD SA. */
  record NoSession() implements Outcome {}

  /** The packet is not the client's. */
  record Forged() implements Outcome {}

  /** It is installed by now, or this node is cut off, and may not decide such things. */
  record NotNow() implements Outcome {}

  /**
   * The session moves here.
   *
   * @param revision to store the step's state under
   */
  record Move(long revision, Step step) implements Outcome {}

  Outcome decide(SessionNumber number, Fault fault, Optional<StoredState<SessionState>> stored) {
    if (stored.isEmpty() || !(stored.get().state() instanceof Established session)) {
      return new NoSession();
    }
    Optional<ChildSa> childSa = session.childSa(fault.inboundSpi());
    if (childSa.isEmpty()) {
      return new NoSession();
    }
    if (!isAuthentic(fault, childSa.get())) {
      return new Forged();
    }
    if (!services.nodes().inMajority() || isInstalled(fault)) {
      return new NotNow();
    }
    Step step = Responder.step(session, new Input.NotInstalled(fault.path()), context(number));
    return new Move(stored.get().revision() + 1, step);
  }

  private boolean isInstalled(Fault fault) {
    return !services.planes().held(List.of(fault.inboundSpi())).isEmpty();
  }

  private static boolean isAuthentic(Fault fault, ChildSa childSa) {
    return Authenticity.of(
        childSa.inboundSpi(),
        childSa.suite(),
        childSa.inboundKey(),
        childSa.inboundIntegrityKey(),
        childSa.received(),
        fault.packet());
  }

  private Context context(SessionNumber number) {
    return new Context(
        services.clock().instant(),
        services.random(),
        EphemeralKeySource.generating(services.random()),
        services.policy().get(),
        new SessionSpiMint(services.spis(), number));
  }
}
