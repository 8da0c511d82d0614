package io.gatehouse.protocol.ike.crypto;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/**
 * Which public keys of a peer are used at all: strong enough to mean something (RFC 8247 section
 * 4), and small enough that a stranger's certificate costs little to check.
 */
final class KeyStrength {

  private static final int RSA_MINIMUM = 2048;
  private static final int RSA_MAXIMUM = 8192;

  /** Nearly all have 17 bits; one as long as the modulus makes a check a hundred times as dear. */
  private static final int RSA_MAXIMUM_EXPONENT = 64;

  private KeyStrength() {}

  /** Why {@code key} is refused, if it is. */
  static Optional<String> fault(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> fault(rsa);
      case ECPublicKey ec when EcdsaCurve.of(ec).isPresent() -> Optional.empty();
      case ECPublicKey _ -> Optional.of("its elliptic curve is none of P-256, P-384 and P-521");
      default -> Optional.of("its key is neither RSA nor ECDSA");
    };
  }

  private static Optional<String> fault(RSAPublicKey key) {
    int modulus = key.getModulus().bitLength();
    int exponent = key.getPublicExponent().bitLength();
    if (modulus < RSA_MINIMUM || modulus > RSA_MAXIMUM) {
      return Optional.of(
          "its RSA key has %d bits, not %d to %d".formatted(modulus, RSA_MINIMUM, RSA_MAXIMUM));
    }
    return exponent > RSA_MAXIMUM_EXPONENT
        ? Optional.of(
            "its RSA exponent has %d bits, more than %d".formatted(exponent, RSA_MAXIMUM_EXPONENT))
        : Optional.empty();
  }
}
