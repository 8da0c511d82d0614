package io.gatehouse.endtoend.headend;

/**
 * In what the headends of the test classes differ.
 *
 * @param cookieThreshold from how many half-open SAs on clients must return a cookie first (RFC
 *     7296 section 2.6); 0: every client
 */
public record HeadendSettings(int cookieThreshold) {
  public static HeadendSettings usual() {
    return new HeadendSettings(1000);
  }

  public HeadendSettings withCookies() {
    return withCookiesFrom(0);
  }

  public HeadendSettings withCookiesFrom(int threshold) {
    return new HeadendSettings(threshold);
  }

  boolean alwaysCookies() {
    return cookieThreshold == 0;
  }
}
