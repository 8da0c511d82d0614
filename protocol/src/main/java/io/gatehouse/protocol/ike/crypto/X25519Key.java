package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** Diffie-Hellman with X25519 (RFC 7748, RFC 8031). */
final class X25519Key implements EphemeralKey {

  private final Secret privateKey;

  private X25519Key(Secret privateKey) {
    this.privateKey = privateKey;
  }

  static X25519Key generate(SecureRandom random) {
    byte[] scalar = new byte[X25519.SCALAR_SIZE];
    X25519.generatePrivateKey(random, scalar);
    return of(Secret.owned(scalar));
  }

  /**
   * @param privateKey 32 octets
   */
  static X25519Key of(Secret privateKey) {
    return new X25519Key(privateKey);
  }

  @Override
  public Octets publicValue() {
    byte[] point = new byte[X25519.POINT_SIZE];
    X25519.generatePublicKey(privateKey.reveal(), 0, point, 0);
    return Octets.owned(point);
  }

  @Override
  public Optional<Secret> agree(Octets peerValue) {
    if (peerValue.length() != X25519.POINT_SIZE) {
      return Optional.empty();
    }
    byte[] secret = new byte[X25519.POINT_SIZE];
    boolean contributory =
        X25519.calculateAgreement(privateKey.reveal(), 0, peerValue.array(), 0, secret, 0);
    return contributory ? Optional.of(Secret.owned(secret)) : Optional.empty();
  }
}
