package io.gatehouse.endtoend.lab;

/** Who has which address. The outside and inside networks are RFC 5737 documentation ranges. */
public final class Addresses {
  public static final String HEADEND_OUTSIDE = "192.0.2.1";
  public static final String HEADEND_INSIDE = "198.51.100.1";

  /** The host behind the headend: it answers pings, receives transfers and runs RADIUS. */
  public static final String INSIDE_HOST = "198.51.100.10";

  public static final String INSIDE_NETWORK = "198.51.100.0/24";
  public static final String POOL_NETWORK = "10.99.0.0/24";
  public static final String POOL_FIRST = "10.99.0.10";
  public static final String POOL_LAST = "10.99.0.200";

  private static final int FIRST_CLIENT = 10;

  private Addresses() {}

  /** The outside address of a client; the first is number 1. */
  public static String client(int number) {
    return "192.0.2." + (FIRST_CLIENT + number);
  }
}
