package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;
import javax.crypto.Mac;

/** Pseudorandom functions (IANA transform type 2, RFC 7296 section 2.13). */
public enum Prf {
  PRF_HMAC_SHA1(2, "HmacSHA1", "SHA-1", 20),
  PRF_HMAC_SHA2_256(5, "HmacSHA256", "SHA-256", 32),
  PRF_HMAC_SHA2_384(6, "HmacSHA384", "SHA-384", 48),
  PRF_HMAC_SHA2_512(7, "HmacSHA512", "SHA-512", 64);

  private static final int MAXIMUM_BLOCKS = 255;

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
    return Secret.owned(Hmac.of(algorithm, key).doFinal(data.array()));
  }

  /**
   * prf+ (RFC 7296 section 2.13).
   *
   * @param wanted octets, at most 255 times {@link #length()}, since the block counter is one octet
   * @throws IllegalArgumentException when {@code wanted} is more than that, or negative
   */
  public Secret expand(Secret key, Octets seed, int wanted) {
    if (wanted < 0 || wanted > MAXIMUM_BLOCKS * length) {
      throw new IllegalArgumentException(this + " cannot expand to " + wanted + " octets");
    }
    Mac mac = Hmac.of(algorithm, key);
    byte[] expanded = new byte[wanted];
    byte[] block = new byte[0];
    for (int at = 0, counter = 1; at < wanted; at += length, counter++) {
      mac.update(block);
      mac.update(seed.array());
      mac.update((byte) counter);
      block = mac.doFinal();
      System.arraycopy(block, 0, expanded, at, Math.min(length, wanted - at));
    }
    return Secret.owned(expanded);
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
