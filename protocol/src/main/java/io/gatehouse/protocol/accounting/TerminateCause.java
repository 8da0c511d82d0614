package io.gatehouse.protocol.accounting;

/** Acct-Terminate-Cause (RFC 2866 section 5.10). */
public enum TerminateCause {
  USER_REQUEST(1),
  LOST_CARRIER(2),
  IDLE_TIMEOUT(4),
  SESSION_TIMEOUT(5),
  ADMIN_RESET(6),
  PORT_ERROR(8),
  NAS_ERROR(9);

  private final int number;

  TerminateCause(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
