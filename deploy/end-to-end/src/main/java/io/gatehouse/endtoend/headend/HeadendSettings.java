package io.gatehouse.endtoend.headend;

/**
 * In what the headends of the test classes differ.
 *
 * @param cookieThreshold from how many half-open SAs on clients must return a cookie first (RFC
 *     7296 section 2.6); 0: every client
 * @param accounting whether RADIUS is told of sessions
 * @param heldSockets whether another process holds the sockets, and starts the node anew when it
 *     ends
 */
public record HeadendSettings(int cookieThreshold, boolean accounting, boolean heldSockets) {
  public static HeadendSettings usual() {
    return new HeadendSettings(1000, false, false);
  }

  public HeadendSettings withCookies() {
    return withCookiesFrom(0);
  }

  public HeadendSettings withCookiesFrom(int threshold) {
    return new HeadendSettings(threshold, accounting, heldSockets);
  }

  public HeadendSettings withAccounting() {
    return new HeadendSettings(cookieThreshold, true, heldSockets);
  }

  public HeadendSettings withHeldSockets() {
    return new HeadendSettings(cookieThreshold, accounting, true);
  }

  boolean alwaysCookies() {
    return cookieThreshold == 0;
  }
}
