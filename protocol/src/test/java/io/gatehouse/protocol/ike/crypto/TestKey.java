package io.gatehouse.protocol.ike.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Key pairs for tests, made once, since RSA keys take long. */
enum TestKey {
  RSA_2048("RSA", 2048),
  RSA_3072("RSA", 3072),
  P_256("EC", 256),
  P_384("EC", 384),
  P_521("EC", 521);

  @SuppressWarnings("ImmutableEnumChecker") // It is immutable, but the JDK cannot annotate it so.
  private final KeyPair pair;

  TestKey(String algorithm, int size) {
    this.pair = generate(algorithm, size);
  }

  KeyPair pair() {
    return pair;
  }

  static KeyPair generate(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
