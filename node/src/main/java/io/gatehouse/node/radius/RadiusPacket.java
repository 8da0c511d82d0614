package io.gatehouse.node.radius;

/** The shape of a RADIUS packet (RFC 2865 section 3). */
final class RadiusPacket {

  static final byte ACCESS_REQUEST = 1;
  static final byte ACCESS_ACCEPT = 2;
  static final byte ACCESS_REJECT = 3;

  /** RFC 2866. */
  static final byte ACCOUNTING_REQUEST = 4;

  static final byte ACCOUNTING_RESPONSE = 5;

  static final byte ACCESS_CHALLENGE = 11;

  /** RFC 5997. */
  static final byte STATUS_SERVER = 12;

  /** Octets from the start: code, identifier, length, authenticator, attributes. */
  static final int IDENTIFIER = 1;

  static final int LENGTH = 2;
  static final int AUTHENTICATOR = 4;
  static final int AUTHENTICATOR_LENGTH = 16;
  static final int HEADER = 20;

  static final int MAXIMUM_LENGTH = 4096;

  static final int IDENTIFIERS = 256;

  private RadiusPacket() {}
}
