package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Decision;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Lease;
import io.gatehouse.protocol.ike.exchange.SessionState;
import io.gatehouse.protocol.ike.exchange.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A session whose actor starts over: at first, or because the store did not confirm a step, which
 * it may nevertheless have kept.
 *
 * @param told the state before that step
 * @param doubtful the step
 */
record Interruption(SessionState told, Optional<Step> doubtful) {

  /** What is to be done. */
  sealed interface Outcome {}

  /** The session was not, and is not, in the store. */
  record NothingStored() implements Outcome {}

  /** The store has done what it was asked: the step is carried out. */
  record Confirmed(Step step) implements Outcome {}

  /** The session goes on from what the store has; {@code amends} undo what that does not know. */
  record Resumed(Established session, List<Decision> amends) implements Outcome {}

  /**
   * The session should have come into the store, and has not: the store did not answer.
   *
   * @param amends undo it, if it is given up
   */
  record NotYetStored(Step step, List<Decision> amends) implements Outcome {}

  /** The session was in the store, and somebody else removed it. */
  record Lost(List<Decision> amends) implements Outcome {}

  Outcome resolve(SessionState found) {
    return found instanceof Established session ? resume(session) : absent();
  }

  private Outcome resume(Established found) {
    boolean first = !(told instanceof Established);
    Optional<Step> confirmed =
        doubtful
            .filter(step -> first)
            .filter(
                step ->
                    step.state() instanceof Established wanted
                        && wanted.sessionId().equals(found.sessionId()));
    return confirmed.isPresent()
        ? new Confirmed(confirmed.get())
        : new Resumed(found, amends(Optional.of(found)));
  }

  private Outcome absent() {
    if (doubtful.isPresent() && !(doubtful.get().state() instanceof Established)) {
      return new Confirmed(doubtful.get());
    }
    if (told instanceof Established) {
      return new Lost(amends(Optional.empty()));
    }
    return doubtful
        .<Outcome>map(step -> new NotYetStored(step, amends(Optional.empty())))
        .orElseGet(NothingStored::new);
  }

  /** CHILD SAs and addresses that {@code found} does not have. */
  private List<Decision> amends(Optional<Established> found) {
    Set<Integer> kept =
        found.stream()
            .filter(session -> isOnMachineOf(session, told))
            .flatMap(session -> session.childSas().stream())
            .map(ChildSa::inboundSpi)
            .collect(Collectors.toSet());
    List<Decision> amends = new ArrayList<>();
    if (told instanceof Established session) {
      session.childSas().stream()
          .map(ChildSa::inboundSpi)
          .filter(spi -> !kept.contains(spi))
          .forEach(spi -> amends.add(remove(spi, session.path().headend(), found)));
    }
    List<Lease> stored = found.map(Established::leases).orElse(List.of());
    leased().stream()
        .filter(lease -> !stored.contains(lease))
        .forEach(lease -> amends.add(new Decision.ReleaseAddress(lease)));
    return amends;
  }

  private static Decision remove(int inboundSpi, String headend, Optional<Established> found) {
    return found
        .map(session -> Decision.Remove.makingWay(inboundSpi, headend, session))
        .orElseGet(() -> new Decision.Remove(inboundSpi, headend, OptionalInt.empty()));
  }

  private static boolean isOnMachineOf(Established session, SessionState other) {
    return other instanceof Established was
        && was.path().headend().equals(session.path().headend());
  }

  private List<Lease> leased() {
    List<Lease> before = leases(told);
    return before.isEmpty() ? doubtful.map(step -> leases(step.state())).orElse(before) : before;
  }

  private static List<Lease> leases(SessionState state) {
    return state instanceof Established session ? session.leases() : List.of();
  }
}
