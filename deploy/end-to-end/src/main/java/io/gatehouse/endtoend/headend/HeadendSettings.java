package io.gatehouse.endtoend.headend;

/**
 * In what the headends of the test classes differ.
 *
 * @param cookieThreshold from how many half-open SAs on clients must return a cookie first (RFC
 *     7296 section 2.6); 0: every client
 * @param accounting whether RADIUS is told of sessions
 */
public record HeadendSettings(int cookieThreshold, boolean accounting) {
  public static HeadendSettings usual() {
    return new HeadendSettings(1000, false);
  }

  public HeadendSettings withCookies() {
    return withCookiesFrom(0);
  }

  public HeadendSettings withCookiesFrom(int threshold) {
    return new HeadendSettings(threshold, accounting);
  }

  public HeadendSettings withAccounting() {
    return new HeadendSettings(cookieThreshold, true);
  }

  boolean alwaysCookies() {
    return cookieThreshold == 0;
  }
}
