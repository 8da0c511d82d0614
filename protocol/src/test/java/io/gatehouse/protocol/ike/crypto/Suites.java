package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every way to protect IKE messages, and keys for it. */
final class Suites {

  private Suites() {}

  static Stream<IkeSuite> all() {
    return Stream.of(Encryption.values()).flatMap(Suites::with);
  }

  private static Stream<IkeSuite> with(Encryption encryption) {
    return IntStream.of(128, 192, 256)
        .filter(encryption::supports)
        .boxed()
        .flatMap(
            keyLength ->
                encryption.aead()
                    ? Stream.of(suite(encryption, keyLength, Optional.empty()))
                    : Stream.of(Integrity.values())
                        .map(integrity -> suite(encryption, keyLength, Optional.of(integrity))));
  }

  static IkeSuite suite(Encryption encryption, int keyLength, Optional<Integrity> integrity) {
    return new IkeSuite(
        encryption, keyLength, integrity, Prf.PRF_HMAC_SHA2_256, KeyExchangeMethod.CURVE25519);
  }

  static IkeKeys keys(IkeSuite suite) {
    return KeyDerivation.initial(
        suite,
        Secret.utf8("a shared secret"),
        Octets.hex("01".repeat(32)),
        Octets.hex("02".repeat(32)),
        0x1111111111111111L,
        0x2222222222222222L);
  }
}
