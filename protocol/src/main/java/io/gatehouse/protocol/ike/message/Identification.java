package io.gatehouse.protocol.ike.message;

import io.gatehouse.protocol.octets.Octets;

/**
 * The body of an IDi or IDr payload (RFC 7296 section 3.5).
 *
 * @param type as sent: AnyConnect uses 201, from the private range, which must enter AUTH unchanged
 * @param reserved the three reserved octets as sent, since they are part of what AUTH covers
 */
public record Identification(int type, Octets reserved, Octets data) {

  public static final int ID_IPV4_ADDR = 1;
  public static final int ID_FQDN = 2;
  public static final int ID_RFC822_ADDR = 3;
  public static final int ID_IPV6_ADDR = 5;
  public static final int ID_DER_ASN1_DN = 9;
  public static final int ID_DER_ASN1_GN = 10;
  public static final int ID_KEY_ID = 11;

  /** What AnyConnect and Cisco Secure Client send in place of ID_KEY_ID. */
  public static final int ID_CISCO_GROUP_NAME = 201;

  private static final int RESERVED_LENGTH = 3;
  private static final Octets NO_RESERVED = Octets.hex("000000");

  public Identification {
    if (reserved.length() != RESERVED_LENGTH) {
      throw new IllegalArgumentException("reserved octets: " + reserved.length());
    }
  }

  public Identification(int type, Octets data) {
    this(type, NO_RESERVED, data);
  }
}
