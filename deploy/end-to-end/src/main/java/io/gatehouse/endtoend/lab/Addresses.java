package io.gatehouse.endtoend.lab;

/**
 * Who has which address. The networks are documentation ranges (RFC 5737, RFC 3849), but for the
 * pool of IPv4 addresses.
 */
public final class Addresses {
  public static final String HEADEND_OUTSIDE = "192.0.2.1";
  public static final String HEADEND_INSIDE = "198.51.100.1";

  /** The host behind the headend: it answers pings, receives transfers and runs RADIUS. */
  public static final String INSIDE_HOST = "198.51.100.10";

  public static final String INSIDE_NETWORK = "198.51.100.0/24";
  public static final String POOL_NETWORK = "10.99.0.0/24";
  public static final String POOL_FIRST = "10.99.0.10";
  public static final String POOL_LAST = "10.99.0.200";

  public static final String HEADEND_OUTSIDE_IPV6 = "2001:db8:2::1";
  public static final String HEADEND_INSIDE_IPV6 = "2001:db8:51::1";
  public static final String INSIDE_HOST_IPV6 = "2001:db8:51::10";
  public static final String INSIDE_NETWORK_IPV6 = "2001:db8:51::/64";

  /** What the pool is made of, and the addresses that RADIUS gives besides. */
  public static final String INNER_NETWORKS_IPV6 = "2001:db8:98::/47";

  public static final String POOL_NETWORK_IPV6 = "2001:db8:99::/64";

  private static final int FIRST_CLIENT = 10;

  private Addresses() {}

  /** The outside address of a client; the first is number 1. */
  public static String client(int number) {
    return "192.0.2." + (FIRST_CLIENT + number);
  }

  static String clientIpv6(int number) {
    return "2001:db8:2::" + (FIRST_CLIENT + number);
  }
}
