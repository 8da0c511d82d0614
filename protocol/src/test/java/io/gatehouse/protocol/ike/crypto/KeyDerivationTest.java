package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyDerivationTest {

  private static final Secret SHARED = Secret.utf8("g^ir");
  private static final Octets NI = Octets.hex("01".repeat(32));
  private static final Octets NR = Octets.hex("02".repeat(16));
  private static final long SPI_I = 0x0102030405060708L;
  private static final long SPI_R = 0xf1f2f3f4f5f6f7f8L;
  private static final Octets SPIS = Octets.hex("0102030405060708f1f2f3f4f5f6f7f8");
  private static final Octets NONCES = Octets.concat(NI, NR);

  /** SKEYSEED = prf(Ni | Nr, g^ir), then prf+(SKEYSEED, Ni | Nr | SPIi | SPIr). */
  @ParameterizedTest
  @MethodSource("io.gatehouse.protocol.ike.crypto.Suites#all")
  void keysFollowEachOtherInTheOrderOfTheRfc(IkeSuite suite) {
    IkeKeys keys = KeyDerivation.initial(suite, SHARED, NI, NR, SPI_I, SPI_R);

    Secret seed = suite.prf().apply(Secret.copyOf(NONCES.array()), octets(SHARED));
    Octets chained = chained(keys);
    assertThat(chained)
        .isEqualTo(octets(suite.prf().expand(seed, Octets.concat(NONCES, SPIS), chained.length())));
    assertLengths(suite, keys);
  }

  private static void assertLengths(IkeSuite suite, IkeKeys keys) {
    int encryption = suite.keyLength() / 8 + suite.encryption().saltLength();
    int integrity = suite.integrity().map(Integrity::keyLength).orElse(0);
    assertThat(keys.skD().length()).isEqualTo(suite.prf().length());
    assertThat(keys.skAi().length()).isEqualTo(integrity);
    assertThat(keys.skAr().length()).isEqualTo(integrity);
    assertThat(keys.skEi().length()).isEqualTo(encryption);
    assertThat(keys.skEr().length()).isEqualTo(encryption);
    assertThat(keys.skPi().length()).isEqualTo(suite.prf().length());
    assertThat(keys.skPr().length()).isEqualTo(suite.prf().length());
  }

  /** SKEYSEED = prf(SK_d (old), g^ir (new) | Ni | Nr), with the old SA's prf (section 2.18). */
  @Test
  void rekeyingSeedsWithTheOldPrfAndExpandsWithTheNew() {
    Secret oldSkD = Secret.utf8("the old SK_d of some length");
    IkeSuite suite = Suites.suite(Encryption.ENCR_AES_GCM_16, 256, Optional.empty());

    IkeKeys keys =
        KeyDerivation.rekeyed(suite, Prf.PRF_HMAC_SHA2_512, oldSkD, SHARED, NI, NR, SPI_I, SPI_R);

    Secret seed = Prf.PRF_HMAC_SHA2_512.apply(oldSkD, Octets.concat(octets(SHARED), NONCES));
    Octets chained = chained(keys);
    assertThat(chained)
        .isEqualTo(
            octets(
                Prf.PRF_HMAC_SHA2_256.expand(seed, Octets.concat(NONCES, SPIS), chained.length())));
  }

  /** KEYMAT = prf+(SK_d, Ni | Nr), the initiator's keys first, encryption before integrity. */
  @Test
  void childKeysComeFromSkDAndTheNonces() {
    EspSuite suite =
        new EspSuite(
            Encryption.ENCR_AES_CBC,
            192,
            Optional.of(Integrity.AUTH_HMAC_SHA2_384_192),
            Optional.empty(),
            false);
    Secret skD = Secret.utf8("SK_d");

    ChildKeys keys = KeyDerivation.child(suite, Prf.PRF_HMAC_SHA1, skD, Optional.empty(), NI, NR);

    assertThat(keys.encryptionInitiator().length()).isEqualTo(24);
    assertThat(keys.integrityInitiator().length()).isEqualTo(48);
    assertThat(chained(keys)).isEqualTo(octets(Prf.PRF_HMAC_SHA1.expand(skD, NONCES, 144)));
  }

  /** KEYMAT = prf+(SK_d, g^ir (new) | Ni | Nr). */
  @Test
  void childKeysWithAKeyExchangeOfTheirOwnDependOnItsSecret() {
    EspSuite suite =
        new EspSuite(
            Encryption.ENCR_AES_GCM_16,
            256,
            Optional.empty(),
            Optional.of(KeyExchangeMethod.CURVE25519),
            true);
    Secret skD = Secret.utf8("SK_d");

    ChildKeys keys =
        KeyDerivation.child(suite, Prf.PRF_HMAC_SHA2_256, skD, Optional.of(SHARED), NI, NR);

    assertThat(keys.integrityInitiator().isEmpty()).isTrue();
    assertThat(keys.integrityResponder().isEmpty()).isTrue();
    assertThat(chained(keys))
        .isEqualTo(
            octets(
                Prf.PRF_HMAC_SHA2_256.expand(
                    skD, Octets.concat(octets(SHARED), NONCES), 2 * (32 + 4))));
  }

  private static Octets chained(IkeKeys keys) {
    return Octets.concat(
        octets(keys.skD()),
        octets(keys.skAi()),
        octets(keys.skAr()),
        octets(keys.skEi()),
        octets(keys.skEr()),
        octets(keys.skPi()),
        octets(keys.skPr()));
  }

  private static Octets chained(ChildKeys keys) {
    return Octets.concat(
        octets(keys.encryptionInitiator()),
        octets(keys.integrityInitiator()),
        octets(keys.encryptionResponder()),
        octets(keys.integrityResponder()));
  }

  private static Octets octets(Secret secret) {
    return Octets.owned(secret.reveal());
  }
}
