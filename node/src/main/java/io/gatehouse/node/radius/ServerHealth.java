package io.gatehouse.node.radius;

import java.time.Duration;

/**
 * Whether a server can be expected to answer. Times are nanoseconds of a monotonic clock.
 *
 * <p>A server is dead for a while when a request and all its retransmissions stayed without an
 * answer and the server answered nobody else in the meantime. One that is merely silent about one
 * request stays alive.
 */
record ServerHealth(long lastAnswer, boolean wasDead, long deadUntil) {

  static ServerHealth unknown(long now) {
    return new ServerHealth(now, false, now);
  }

  boolean isAliveAt(long now) {
    return !wasDead || now - deadUntil >= 0;
  }

  ServerHealth answered(long now) {
    return new ServerHealth(now, false, now);
  }

  /**
   * @param firstSent when the request that nobody answered was sent for the first time
   */
  ServerHealth silent(long firstSent, long now, Duration deadTime) {
    return deadTime.isZero() || lastAnswer - firstSent > 0
        ? this
        : new ServerHealth(lastAnswer, true, now + deadTime.toNanos());
  }
}
