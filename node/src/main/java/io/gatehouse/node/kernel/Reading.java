package io.gatehouse.node.kernel;

import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Replay;
import io.gatehouse.node.xfrm.Usage;

/**
 * What a state had carried when it was read.
 *
 * @param lastUsedSeconds since 1970; 0 for never, and always before Linux 6.2
 */
record Reading(Usage usage, Replay replay, long lastUsedSeconds) {

  static Reading of(EspState state) {
    return new Reading(state.usage(), state.replay(), state.lastUsedSeconds());
  }

  /** A state that goes on where this reading was taken. */
  EspState continued(EspState state) {
    return state.continuing(replay, usage);
  }

  /** The same, but that it has carried so much since. */
  Reading after(Usage later) {
    return new Reading(later, replay, lastUsedSeconds);
  }
}
