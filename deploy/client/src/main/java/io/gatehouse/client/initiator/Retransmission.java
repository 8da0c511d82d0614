package io.gatehouse.client.initiator;

import java.time.Duration;

/**
 * When a request is sent again (RFC 7296 section 2.1): after {@code first}, then after twice the
 * time, and so on.
 *
 * @param tries how often a request is sent before the headend counts as dead
 * @param doublings how often the time is doubled at most
 */
public record Retransmission(Duration first, int tries, int doublings) {

  private static final int USUAL_DOUBLINGS = 4;

  public Retransmission {
    if (first.isNegative() || first.isZero() || tries < 1 || doublings < 0) {
      throw new IllegalArgumentException("a request must be sent once and waited for");
    }
  }

  /** Up to 16 times {@code first}. */
  public Retransmission(Duration first, int tries) {
    this(first, tries, USUAL_DOUBLINGS);
  }

  /** Always after the same time, to find out how long a headend is silent. */
  public static Retransmission steady(Duration interval, int tries) {
    return new Retransmission(interval, tries, 0);
  }

  /** How long to wait after the request was sent {@code times} times. */
  Duration after(int times) {
    return first.multipliedBy(1L << Math.min(times - 1, doublings));
  }
}
