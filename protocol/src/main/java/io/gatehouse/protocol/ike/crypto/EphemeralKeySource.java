package io.gatehouse.protocol.ike.crypto;

import java.security.SecureRandom;

/** Where fresh key pairs come from. Each is given out once. */
@FunctionalInterface
public interface EphemeralKeySource {

  EphemeralKey take(KeyExchangeMethod method);

  /** Makes each when it is asked for. */
  static EphemeralKeySource generating(SecureRandom random) {
    return method -> EphemeralKey.generate(method, random);
  }
}
