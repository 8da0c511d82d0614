package io.gatehouse.cluster.session;

import io.gatehouse.protocol.ike.exchange.Input;

/**
 * What keeps a session from its next command: it does one thing at a time. The client sends again
 * what it gets no answer to, so that its datagrams may be dropped; everything else is said only
 * once.
 */
final class Occupation {

  /** Of a window of one request, in fragments. */
  static final int MOST_WAITING = 64;

  /** When a command is served. */
  enum Admission {
    NOW,
    LATER,
    NEVER
  }

  private enum Awaited {
    NOTHING,
    /** A step is computed elsewhere. */
    COMPUTED,
    /** The session was read from the store, and must go on from there before anything else. */
    RECOVERED
  }

  private Awaited awaited = Awaited.NOTHING;

  /** Datagrams that wait for the end of the occupation. */
  private int waiting;

  void computing() {
    awaited = Awaited.COMPUTED;
  }

  void resuming() {
    awaited = Awaited.RECOVERED;
  }

  void end() {
    awaited = Awaited.NOTHING;
    waiting = 0;
  }

  /** What was awaited ends the occupation. */
  Admission admit(SessionCommand command) {
    if (command instanceof SessionCommand.Leave) {
      return Admission.NOW;
    }
    boolean computed =
        command instanceof SessionCommand.Computed || command instanceof SessionCommand.NotComputed;
    return switch (awaited) {
      case NOTHING -> computed ? Admission.NEVER : Admission.NOW;
      case COMPUTED -> admit(command, computed);
      case RECOVERED ->
          admit(
              command,
              command instanceof SessionCommand.Answered(Input input)
                  && input instanceof Input.Recovered);
    };
  }

  private Admission admit(SessionCommand command, boolean isAwaited) {
    if (isAwaited) {
      end();
      return Admission.NOW;
    }
    boolean tooMany = command instanceof SessionCommand.Deliver && ++waiting > MOST_WAITING;
    return tooMany ? Admission.NEVER : Admission.LATER;
  }
}
