package io.gatehouse.endtoend.headend;

/**
 * In what the headends of the test classes differ.
 *
 * @param cookieThreshold from how many half-open SAs on clients must return a cookie first (RFC
 *     7296 section 2.6); 0: every client
 * @param accounting whether RADIUS is told of sessions
 * @param heldSockets whether another process holds the sockets, and starts the node anew when it
 *     ends
 * @param ipv6 whether there is IPv6 beside IPv4, outside and inside
 */
public record HeadendSettings(
    int cookieThreshold, boolean accounting, boolean heldSockets, boolean ipv6) {
  public static HeadendSettings usual() {
    return new HeadendSettings(1000, false, false, false);
  }

  public HeadendSettings withCookies() {
    return withCookiesFrom(0);
  }

  public HeadendSettings withCookiesFrom(int threshold) {
    return new HeadendSettings(threshold, accounting, heldSockets, ipv6);
  }

  public HeadendSettings withAccounting() {
    return new HeadendSettings(cookieThreshold, true, heldSockets, ipv6);
  }

  public HeadendSettings withHeldSockets() {
    return new HeadendSettings(cookieThreshold, accounting, true, ipv6);
  }

  public HeadendSettings withIpv6() {
    return new HeadendSettings(cookieThreshold, accounting, heldSockets, true);
  }

  boolean alwaysCookies() {
    return cookieThreshold == 0;
  }
}
