package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;

/** The curves of RFC 4754, each with its authentication method and the only hash that it takes. */
enum EcdsaCurve {
  P_256("secp256r1", AuthenticationMethod.ECDSA_SHA256_P256, Hash.SHA2_256),
  P_384("secp384r1", AuthenticationMethod.ECDSA_SHA384_P384, Hash.SHA2_384),
  P_521("secp521r1", AuthenticationMethod.ECDSA_SHA512_P521, Hash.SHA2_512);

  @SuppressWarnings("ImmutableEnumChecker") // It is immutable, but the JDK cannot annotate it so.
  private final ECParameterSpec parameters;

  private final int method;
  private final Hash hash;

  EcdsaCurve(String name, int method, Hash hash) {
    X9ECParameters standard = CustomNamedCurves.getByName(name);
    this.parameters = EC5Util.convertToSpec(standard);
    this.method = method;
    this.hash = hash;
  }

  int method() {
    return method;
  }

  Hash hash() {
    return hash;
  }

  /** Compares the parameters themselves: a certificate may spell them out and lie about one. */
  static Optional<EcdsaCurve> of(ECPublicKey key) {
    for (EcdsaCurve curve : values()) {
      if (curve.has(key.getParams())) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  private boolean has(ECParameterSpec other) {
    return parameters.getCurve().getField().equals(other.getCurve().getField())
        && parameters.getCurve().getA().equals(other.getCurve().getA())
        && parameters.getCurve().getB().equals(other.getCurve().getB())
        && parameters.getGenerator().equals(other.getGenerator())
        && parameters.getOrder().equals(other.getOrder())
        && parameters.getCofactor() == other.getCofactor();
  }
}
