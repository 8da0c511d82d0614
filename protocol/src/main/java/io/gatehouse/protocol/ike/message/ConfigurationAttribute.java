package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;

/**
 * RFC 7296 section 3.15.1.
 *
 * @param type 15 bits
 * @param value empty in most requests
 */
public record ConfigurationAttribute(int type, Octets value) {

  public static final int INTERNAL_IP4_ADDRESS = 1;
  public static final int INTERNAL_IP4_NETMASK = 2;
  public static final int INTERNAL_IP4_DNS = 3;
  public static final int INTERNAL_IP4_NBNS = 4;
  public static final int APPLICATION_VERSION = 7;
  public static final int INTERNAL_IP6_ADDRESS = 8;
  public static final int INTERNAL_IP6_DNS = 10;
  public static final int INTERNAL_IP4_SUBNET = 13;
  public static final int SUPPORTED_ATTRIBUTES = 14;
  public static final int INTERNAL_IP6_SUBNET = 15;

  /** RFC 8598. */
  public static final int INTERNAL_DNS_DOMAIN = 25;

  /** Cisco's, from the private range: text. */
  public static final int CISCO_BANNER = 28672;

  /** Text. */
  public static final int CISCO_DEF_DOMAIN = 28674;

  /** Text, one domain per attribute. */
  public static final int CISCO_SPLIT_DNS = 28675;

  /** Seconds in 4 octets, 0 for none. */
  public static final int CISCO_SESSION_TIMEOUT = 28704;

  /** Likewise. */
  public static final int CISCO_IDLE_TIMEOUT = 28705;
}
