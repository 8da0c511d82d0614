package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Secret;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC (RFC 2104), ready for input. */
final class Hmac {

  private static final byte[] EMPTY_KEY = new byte[1];

  private Hmac() {}

  static Mac of(String algorithm, Secret key) {
    // The JCA has no empty keys; HMAC pads keys with zeros, so a single zero is the same key.
    byte[] octets = key.isEmpty() ? EMPTY_KEY : key.reveal();
    Mac mac = Providers.mac(algorithm);
    try {
      mac.init(new SecretKeySpec(octets, algorithm));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
    return mac;
  }
}
