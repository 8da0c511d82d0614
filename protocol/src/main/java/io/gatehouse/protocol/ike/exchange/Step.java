package io.gatehouse.protocol.ike.exchange;

import java.util.List;

/**
 * Where an input leads.
 *
 * @param durable whether {@code state} must be stored before the decisions are carried out
 */
public record Step(SessionState state, boolean durable, List<Decision> decisions) {
  public Step {
    decisions = List.copyOf(decisions);
  }

  /** A step whose state lives in memory only. */
  static Step of(SessionState state, List<? extends Decision> decisions) {
    return new Step(state, false, List.copyOf(decisions));
  }

  static Step of(SessionState state, Decision... decisions) {
    return new Step(state, false, List.of(decisions));
  }

  /** A step that must be stored first. */
  static Step stored(SessionState state, List<Decision> decisions) {
    SessionState stored =
        state instanceof Established established ? established.checkpoint() : state;
    return new Step(stored, true, decisions);
  }
}
