package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.util.Optional;

/** One side's key pair of one key exchange. */
public interface EphemeralKey {

  /** By a native provider where there is one, else by Java's own. */
  static EphemeralKey generate(KeyExchangeMethod method, SecureRandom random) {
    return EncodedKeyAgreement.generate(method).orElseGet(() -> inJava(method, random));
  }

  static EphemeralKey inJava(KeyExchangeMethod method, SecureRandom random) {
    return switch (method) {
      case MODP_2048, MODP_3072, MODP_4096 -> ModpKey.generate(method, random);
      case ECP_256, ECP_384, ECP_521 -> EcpKey.generate(method, random);
      case CURVE25519 -> X25519Key.generate(random);
    };
  }

  /** The data of the KE payload to send. */
  Octets publicValue();

  /**
   * The shared secret g^ir, or nothing when {@code peerValue} has another length, is not on the
   * curve, is 0, 1 or p-1, or gives an all-zero secret (RFC 6989, RFC 8031).
   */
  Optional<Secret> agree(Octets peerValue);
}
