package io.gatehouse.protocol.eap.anyconnect;

import io.gatehouse.protocol.octets.Octets;

/**
 * One element of an AnyConnect-EAP message.
 *
 * @param type 16 bits; types that have no constant here are skipped
 * @param data at most 65535 octets
 */
public record Tlv(int type, Octets data) {

  /** A document in UTF-8. */
  public static final int XML = 0;

  /** The client's signature with its certificate's key: bare signature octets. */
  public static final int SIGNATURE = 1;

  /** The client's certificates: a degenerate PKCS#7 SignedData in DER. */
  public static final int CERTIFICATES = 3;

  static final int HEADER_LENGTH = 4;
}
