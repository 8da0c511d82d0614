package io.gatehouse.client.initiator;

import java.time.Duration;

/**
 * When a request is sent again (RFC 7296 section 2.1): after {@code first}, then after twice the
 * time, and so on up to 16 times {@code first}.
 *
 * @param tries how often a request is sent before the headend counts as dead
 */
public record Retransmission(Duration first, int tries) {

  private static final int MAXIMUM_DOUBLINGS = 4;

  public Retransmission {
    if (first.isNegative() || first.isZero() || tries < 1) {
      throw new IllegalArgumentException("a request must be sent once and waited for");
    }
  }

  /** How long to wait after the request was sent {@code times} times. */
  Duration after(int times) {
    return first.multipliedBy(1L << Math.min(times - 1, MAXIMUM_DOUBLINGS));
  }
}
