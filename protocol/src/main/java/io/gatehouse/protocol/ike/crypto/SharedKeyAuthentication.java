package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;

/**
 * AUTH with a shared key: a PSK, an EAP MSK, or SK_p where the EAP method makes no key (RFC 7296
 * 2.15, 2.16).
 */
public final class SharedKeyAuthentication {

  private SharedKeyAuthentication() {}

  /** prf(prf(key, "Key Pad for IKEv2"), signedOctets). */
  public static Octets compute(Prf prf, Secret key, Octets signedOctets) {
    throw new UnsupportedOperationException();
  }

  /** Compares in constant time. */
  public static boolean verify(Prf prf, Secret key, Octets signedOctets, Octets received) {
    throw new UnsupportedOperationException();
  }
}
