package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.MessageDigest;

/**
 * AUTH with a shared key: a PSK, an EAP MSK, or SK_p where the EAP method makes no key (RFC 7296
 * 2.15, 2.16).
 */
public final class SharedKeyAuthentication {

  /** 17 ASCII characters without a terminator (RFC 7296 section 2.15). */
  private static final Octets KEY_PAD = Octets.utf8("Key Pad for IKEv2");

  private SharedKeyAuthentication() {}

  /** prf(prf(key, "Key Pad for IKEv2"), signedOctets). */
  public static Octets compute(Prf prf, Secret key, Octets signedOctets) {
    return Octets.owned(prf.apply(prf.apply(key, KEY_PAD), signedOctets).reveal());
  }

  /** Compares in constant time. */
  public static boolean verify(Prf prf, Secret key, Octets signedOctets, Octets received) {
    return MessageDigest.isEqual(compute(prf, key, signedOctets).array(), received.array());
  }
}
