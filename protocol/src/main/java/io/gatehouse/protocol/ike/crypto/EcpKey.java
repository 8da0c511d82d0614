package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** Diffie-Hellman on the curves of RFC 5903. Public values are x | y, the secret is x. */
final class EcpKey implements EphemeralKey {

  /** What SEC 1 puts before x | y, and RFC 5903 leaves out. */
  private static final byte UNCOMPRESSED_POINT = 4;

  private final KeyExchangeMethod method;
  private final ECPrivateKeyParameters privateKey;
  private final ECPoint publicPoint;

  private EcpKey(KeyExchangeMethod method, ECPrivateKeyParameters privateKey, ECPoint publicPoint) {
    this.method = method;
    this.privateKey = privateKey;
    this.publicPoint = publicPoint;
  }

  static EcpKey generate(KeyExchangeMethod method, SecureRandom random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(curve(method), random));
    return of(method, ((ECPrivateKeyParameters) generator.generateKeyPair().getPrivate()).getD());
  }

  static EcpKey of(KeyExchangeMethod method, BigInteger privateValue) {
    ECDomainParameters curve = curve(method);
    ECPoint point = new FixedPointCombMultiplier().multiply(curve.getG(), privateValue).normalize();
    return new EcpKey(method, new ECPrivateKeyParameters(privateValue, curve), point);
  }

  @Override
  public Octets publicValue() {
    byte[] encoded = publicPoint.getEncoded(false);
    return Octets.owned(Arrays.copyOfRange(encoded, 1, encoded.length));
  }

  @Override
  public Optional<Secret> agree(Octets peerValue) {
    return peer(peerValue)
        .map(
            peer -> {
              ECDHBasicAgreement agreement = new ECDHBasicAgreement();
              agreement.init(privateKey);
              BigInteger x = agreement.calculateAgreement(peer);
              return Secret.owned(BigIntegers.asUnsignedByteArray(agreement.getFieldSize(), x));
            });
  }

  private Optional<ECPublicKeyParameters> peer(Octets value) {
    if (value.length() != method.publicLength()) {
      return Optional.empty();
    }
    ECDomainParameters curve = privateKey.getParameters();
    try {
      byte[] encoded = Arrays.prepend(value.array(), UNCOMPRESSED_POINT);
      ECPoint point = curve.getCurve().decodePoint(encoded);
      return Optional.of(new ECPublicKeyParameters(point, curve));
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }

  private static ECDomainParameters curve(KeyExchangeMethod method) {
    X9ECParameters parameters =
        CustomNamedCurves.getByName(
            switch (method) {
              case ECP_256 -> "secp256r1";
              case ECP_384 -> "secp384r1";
              case ECP_521 -> "secp521r1";
              case MODP_2048, MODP_3072, MODP_4096, CURVE25519 ->
                  throw new IllegalArgumentException(method + " is no ECP group");
            });
    return new ECDomainParameters(parameters);
  }
}
