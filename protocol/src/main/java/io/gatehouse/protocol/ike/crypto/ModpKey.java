package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.util.BigIntegers;

/** Diffie-Hellman in the groups of RFC 3526. */
final class ModpKey implements EphemeralKey {

  /**
   * Bits of the private exponent. The primes are safe, so that twice the 128 bits of security which
   * the largest of the groups gives is enough; exponents as long as the prime cost four times as
   * much.
   */
  private static final int EXPONENT_LENGTH = 256;

  private final KeyExchangeMethod method;
  private final KeyPair pair;

  private ModpKey(KeyExchangeMethod method, KeyPair pair) {
    this.method = method;
    this.pair = pair;
  }

  static ModpKey generate(KeyExchangeMethod method, SecureRandom random) {
    DHParameters group = group(method);
    try {
      KeyPairGenerator generator = Providers.diffieHellmanKeyPairs();
      generator.initialize(
          new DHParameterSpec(group.getP(), group.getG(), EXPONENT_LENGTH), random);
      return new ModpKey(method, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Octets publicValue() {
    BigInteger value = ((DHPublicKey) pair.getPublic()).getY();
    return Octets.owned(BigIntegers.asUnsignedByteArray(method.publicLength(), value));
  }

  /** The secret is as long as the prime, with leading zeros (RFC 7296 section 2.14). */
  @Override
  public Optional<Secret> agree(Octets peerValue) {
    if (peerValue.length() != method.publicLength()) {
      return Optional.empty();
    }
    DHParameters group = group(method);
    BigInteger peer = BigIntegers.fromUnsignedByteArray(peerValue.array());
    boolean inRange =
        peer.compareTo(BigInteger.ONE) > 0
            && peer.compareTo(group.getP().subtract(BigInteger.ONE)) < 0;
    return inRange ? Optional.of(agree(group, peer)) : Optional.empty();
  }

  private Secret agree(DHParameters group, BigInteger peer) {
    try {
      KeyAgreement agreement = Providers.diffieHellman();
      agreement.init(pair.getPrivate());
      agreement.doPhase(
          Providers.diffieHellmanKeys()
              .generatePublic(new DHPublicKeySpec(peer, group.getP(), group.getG())),
          true);
      return Secret.owned(agreement.generateSecret());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DHParameters group(KeyExchangeMethod method) {
    return switch (method) {
      case MODP_2048 -> DHStandardGroups.rfc3526_2048;
      case MODP_3072 -> DHStandardGroups.rfc3526_3072;
      case MODP_4096 -> DHStandardGroups.rfc3526_4096;
      case ECP_256, ECP_384, ECP_521, CURVE25519 ->
          throw new IllegalArgumentException(method + " is no MODP group");
    };
  }
}
