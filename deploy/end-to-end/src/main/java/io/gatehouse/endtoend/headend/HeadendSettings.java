package io.gatehouse.endtoend.headend;

/**
 * In what the headends of the test classes differ.
 *
 * @param alwaysCookies every client must return a cookie first (RFC 7296 section 2.6)
 */
public record HeadendSettings(boolean alwaysCookies) {
  public static HeadendSettings usual() {
    return new HeadendSettings(false);
  }

  public HeadendSettings withCookies() {
    return new HeadendSettings(true);
  }
}
