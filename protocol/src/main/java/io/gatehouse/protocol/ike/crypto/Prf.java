package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/** Pseudorandom functions (IANA transform type 2, RFC 7296 section 2.13). */
public enum Prf {
  PRF_HMAC_SHA1(2, "HmacSHA1", "SHA-1", 20),
  PRF_HMAC_SHA2_256(5, "HmacSHA256", "SHA-256", 32),
  PRF_HMAC_SHA2_384(6, "HmacSHA384", "SHA-384", 48),
  PRF_HMAC_SHA2_512(7, "HmacSHA512", "SHA-512", 64);

  private final int id;
  private final String algorithm;
  private final String hash;
  private final int length;

  Prf(int id, String algorithm, String hash, int length) {
    this.id = id;
    this.algorithm = algorithm;
    this.hash = hash;
    this.length = length;
  }

  public int id() {
    return id;
  }

  public String algorithm() {
    return algorithm;
  }

  /** The hash under the HMAC, by its JCA name. */
  public String hash() {
    return hash;
  }

  /** Octets of output, and of a preferred key. */
  public int length() {
    return length;
  }

  public Secret apply(Secret key, Octets data) {
    throw new UnsupportedOperationException();
  }

  /** prf+ (RFC 7296 section 2.13), {@code length} octets, at most 255 times the output length. */
  public Secret expand(Secret key, Octets seed, int length) {
    throw new UnsupportedOperationException();
  }

  public static Optional<Prf> of(int id) {
    for (Prf prf : values()) {
      if (prf.id == id) {
        return Optional.of(prf);
      }
    }
    return Optional.empty();
  }
}
