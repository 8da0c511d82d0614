package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Set;

/**
 * AUTH with a signature: methods 1, 9, 10, 11 and 14 (RFC 7296 section 3.8, RFC 4754, RFC 7427).
 */
public final class SignatureAuthentication {

  private SignatureAuthentication() {}

  /** Hash algorithms of RFC 7427's SIGNATURE_HASH_ALGORITHMS notify; the number is IANA's. */
  public enum Hash {
    SHA1(1),
    SHA2_256(2),
    SHA2_384(3),
    SHA2_512(4);

    private final int id;

    Hash(int id) {
      this.id = id;
    }

    public int id() {
      return id;
    }
  }

  /**
   * Which hash method 1 (RSA Digital Signature) uses. AnyConnect wants the hash of the negotiated
   * PRF where RFC 7296 only recommends SHA-1.
   */
  public enum RsaHash {
    SHA1,
    PRF
  }

  /**
   * @param peerHashes what the peer announced (RFC 7427); empty: it does not know method 14, so the
   *     method follows from the key
   * @param pss whether to prefer RSASSA-PSS with method 14
   */
  public static Payload.Authentication sign(
      PrivateKey key,
      PublicKey publicKey,
      Octets signedOctets,
      Set<Hash> peerHashes,
      boolean pss,
      RsaHash rsaHash,
      Prf prf,
      SecureRandom random) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether {@code authentication} is a good signature of {@code key}'s owner with an acceptable
   * algorithm.
   */
  public static boolean verify(
      PublicKey key, Payload.Authentication authentication, Octets signedOctets) {
    throw new UnsupportedOperationException();
  }
}
