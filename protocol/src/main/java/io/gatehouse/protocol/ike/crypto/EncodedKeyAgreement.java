package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/**
 * Diffie-Hellman by a provider that takes public keys as SubjectPublicKeyInfo (RFC 5480, RFC 8410).
 * On the curves that Gatehouse has, this is a fixed prefix and the public value: a provider needs
 * no numbers to be made of the octets, and checks the point that it reads.
 */
final class EncodedKeyAgreement implements EphemeralKey {

  private final Curve curve;
  private final KeyPair pair;

  private EncodedKeyAgreement(Curve curve, KeyPair pair) {
    this.curve = curve;
    this.pair = pair;
  }

  /**
   * @param prefix of SubjectPublicKeyInfo in DER, up to the octets of a KE payload
   */
  private record Curve(
      KeyExchangeMethod method,
      Provider provider,
      String keys,
      String agreement,
      Optional<AlgorithmParameterSpec> parameters,
      Octets prefix) {}

  /** Nothing when no native provider has the method. */
  static Optional<EphemeralKey> generate(KeyExchangeMethod method) {
    return curve(method).map(EncodedKeyAgreement::generate);
  }

  private static EphemeralKey generate(Curve curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(curve.keys(), curve.provider());
      if (curve.parameters().isPresent()) {
        generator.initialize(curve.parameters().get());
      }
      return new EncodedKeyAgreement(curve, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Curve> curve(KeyExchangeMethod method) {
    return switch (method) {
      case CURVE25519 ->
          NativeProviders.conscrypt()
              .map(
                  provider ->
                      new Curve(
                          method,
                          provider,
                          "X25519",
                          "X25519",
                          Optional.empty(),
                          Octets.hex("302a300506032b656e032100")));
      case ECP_256 ->
          ecp(method, "secp256r1", "3059301306072a8648ce3d020106082a8648ce3d03010703420004");
      case ECP_384 -> ecp(method, "secp384r1", "3076301006072a8648ce3d020106052b8104002203620004");
      case ECP_521 ->
          ecp(method, "secp521r1", "30819b301006072a8648ce3d020106052b810400230381860004");
      case MODP_2048, MODP_3072, MODP_4096 -> Optional.empty();
    };
  }

  /** The prefix ends with SEC 1's mark of an uncompressed point, which RFC 5903 leaves out. */
  private static Optional<Curve> ecp(KeyExchangeMethod method, String name, String prefix) {
    return NativeProviders.corretto()
        .map(
            provider ->
                new Curve(
                    method,
                    provider,
                    "EC",
                    "ECDH",
                    Optional.of(new ECGenParameterSpec(name)),
                    Octets.hex(prefix)));
  }

  @Override
  public Octets publicValue() {
    Octets encoded = Octets.owned(pair.getPublic().getEncoded());
    return encoded.slice(encoded.length() - curve.method().publicLength(), encoded.length());
  }

  @Override
  public Optional<Secret> agree(Octets peerValue) {
    if (peerValue.length() != curve.method().publicLength()) {
      return Optional.empty();
    }
    try {
      KeyAgreement agreement = KeyAgreement.getInstance(curve.agreement(), curve.provider());
      agreement.init(pair.getPrivate());
      agreement.doPhase(peer(peerValue), true);
      return Optional.of(Secret.owned(agreement.generateSecret())).filter(this::isContributory);
    } catch (GeneralSecurityException notAPoint) {
      return Optional.empty();
    }
  }

  /** X25519 gives zero for points of small order (RFC 7748 section 6.1). */
  private boolean isContributory(Secret secret) {
    return !secret.equals(Secret.owned(new byte[secret.length()]));
  }

  private PublicKey peer(Octets value) throws GeneralSecurityException {
    byte[] encoded = Octets.concat(curve.prefix(), value).array();
    return KeyFactory.getInstance(curve.keys(), curve.provider())
        .generatePublic(new X509EncodedKeySpec(encoded));
  }
}
