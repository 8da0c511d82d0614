package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.Hash;
import io.gatehouse.protocol.ike.crypto.SignatureAuthentication.RsaHash;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureAuthenticationTest {

  private static final Octets SIGNED = Octets.utf8("message | nonce | maced identity");
  private static final Set<Hash> NONE = EnumSet.noneOf(Hash.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The key decides the method when the peer knows nothing of method 14. */
  @ParameterizedTest
  @CsvSource({"RSA_2048, 1, 256", "P_256, 9, 64", "P_384, 10, 96", "P_521, 11, 132"})
  void withoutAnnouncedHashesTheMethodFollowsFromTheKey(TestKey key, int method, int length) {
    Payload.Authentication authentication = sign(key, NONE, false);

    assertThat(authentication.method()).isEqualTo(method);
    assertThat(authentication.data().length()).isEqualTo(length);
    assertOnlyGoodFor(key, authentication);
  }

  /** RFC 7427 section 3, with the AlgorithmIdentifiers of its appendix A. */
  @ParameterizedTest
  @CsvSource({
    "RSA_2048, false, 0f300d06092a864886f70d01010b0500",
    "RSA_3072, false, 0f300d06092a864886f70d01010b0500",
    "P_256, false, 0c300a06082a8648ce3d040302",
    "P_384, false, 0c300a06082a8648ce3d040303",
    "P_521, true, 0c300a06082a8648ce3d040304",
    "RSA_2048, true, 43304106092a864886f70d01010a3034a00f300d06096086480165030402010500"
        + "a11c301a06092a864886f70d010108300d06096086480165030402010500a203020120",
  })
  void withAnnouncedHashesTheSignatureSaysHowItWasMade(TestKey key, boolean pss, String prefix) {
    Payload.Authentication authentication = sign(key, EnumSet.allOf(Hash.class), pss);

    assertThat(authentication.method()).isEqualTo(14);
    assertThat(authentication.data().hex()).startsWith(prefix);
    assertOnlyGoodFor(key, authentication);
  }

  @ParameterizedTest
  @CsvSource({
    "P_256, SHA2_384, SHA2_384",
    "P_256, SHA2_512, SHA2_512",
    "P_384, SHA2_256, SHA2_256",
    "P_521, SHA2_384, SHA2_384",
    "RSA_2048, SHA2_384, SHA2_384",
    "RSA_2048, SHA2_512, SHA2_512",
  })
  void theAnnouncedHashNearestToTheKeysStrengthIsUsed(TestKey key, Hash announced, Hash used) {
    Payload.Authentication authentication = sign(key, EnumSet.of(Hash.SHA1, announced), false);

    assertThat(DigitalSignature.decode(authentication.data()).orElseThrow().scheme().hash())
        .isEqualTo(used);
    assertOnlyGoodFor(key, authentication);
  }

  @Test
  void whoAnnouncesOnlySha1GetsNoMethod14() {
    assertThat(sign(TestKey.RSA_2048, EnumSet.of(Hash.SHA1), false).method()).isEqualTo(1);
    assertThat(sign(TestKey.P_256, EnumSet.of(Hash.SHA1), false).method()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({"SHA1, SHA1withRSA", "PRF, SHA384withRSA"})
  void method1UsesSha1OrThePrfsHash(RsaHash rsaHash, String algorithm) throws Exception {
    Payload.Authentication authentication =
        SignatureAuthentication.sign(
            TestKey.RSA_2048.pair().getPrivate(),
            TestKey.RSA_2048.pair().getPublic(),
            SIGNED,
            NONE,
            false,
            rsaHash,
            Prf.PRF_HMAC_SHA2_384,
            RANDOM);

    Signature signature = Signature.getInstance(algorithm);
    signature.initVerify(TestKey.RSA_2048.pair().getPublic());
    signature.update(SIGNED.array());
    assertThat(signature.verify(authentication.data().array())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"SHA1withRSA", "SHA256withRSA", "SHA384withRSA", "SHA512withRSA"})
  void method1MayUseAnyOfFourHashes(String algorithm) throws Exception {
    Octets signature = signature(algorithm, TestKey.RSA_2048);

    assertThat(verifies(TestKey.RSA_2048, 1, signature)).isTrue();
    assertThat(
            SignatureAuthentication.verifyWithoutMethod(
                TestKey.RSA_2048.pair().getPublic(), signature, SIGNED))
        .isTrue();
  }

  @Test
  void method1WithMd5IsRefused() throws Exception {
    assertThat(verifies(TestKey.RSA_2048, 1, signature("MD5withRSA", TestKey.RSA_2048))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "P_256, SHA256withECDSA",
    "P_384, SHA384withECDSA",
    "P_521, SHA512withECDSA",
    "P_384, SHA256withECDSA",
    "P_256, SHA512withECDSA"
  })
  void ecdsaWithoutAMethodMayComeInEitherEncodingWithAnyHash(TestKey key, String algorithm)
      throws Exception {
    assertThat(withoutMethod(key, signature(algorithm, key))).isTrue();
    assertThat(withoutMethod(key, signature(algorithm + "inP1363Format", key))).isTrue();
    assertThat(withoutMethod(key, Octets.empty())).isFalse();
    assertThat(withoutMethod(key, signature("SHA1withECDSA", key))).isFalse();
  }

  /** With another curve's method or DER encoding the signature is another's. */
  @ParameterizedTest
  @CsvSource({"9", "10", "11"})
  void methodsOfRfc4754AreBoundToTheirCurve(int method) {
    Payload.Authentication p256 = sign(TestKey.P_256, NONE, false);

    assertThat(verifies(TestKey.P_256, method, p256.data())).isEqualTo(method == 9);
  }

  @Test
  void methodsOfRfc4754TakeNoDer() throws Exception {
    assertThat(verifies(TestKey.P_256, 9, signature("SHA256withECDSA", TestKey.P_256))).isFalse();
  }

  @Test
  void method14WithSha1IsRefused() throws Exception {
    Octets rsa = signature("SHA1withRSA", TestKey.RSA_2048);
    Octets ecdsa = signature("SHA1withECDSA", TestKey.P_256);

    assertThat(
            verifies(
                TestKey.RSA_2048,
                14,
                Octets.concat(Octets.hex("0f300d06092a864886f70d0101050500"), rsa)))
        .isFalse();
    assertThat(
            verifies(
                TestKey.P_256, 14, Octets.concat(Octets.hex("0b300906072a8648ce3d0401"), ecdsa)))
        .isFalse();
  }

  /** The parameters say how the salt was chosen; the empty ones of RFC 7427 A.4.1 mean SHA-1. */
  @ParameterizedTest
  @CsvSource({"0, true", "20, true", "32, true", "222, true", "223, false"})
  void pssIsVerifiedWithTheSaltLengthThatItStates(int saltLength, boolean possible) {
    KeyPair pair = TestKey.RSA_2048.pair();
    SignatureScheme scheme =
        new SignatureScheme(SignatureScheme.Family.RSASSA_PSS, Hash.SHA2_256, saltLength);
    Octets signature =
        possible ? scheme.sign(pair.getPrivate(), SIGNED, RANDOM) : Octets.hex("01".repeat(256));

    assertThat(verifies(TestKey.RSA_2048, 14, new DigitalSignature(scheme, signature).encode()))
        .isEqualTo(possible);
  }

  @ParameterizedTest
  @EnumSource
  void unknownMethodsAndThatOfSharedKeysAreRefused(TestKey key) {
    Payload.Authentication good = sign(key, NONE, false);

    for (int method : new int[] {0, 2, 3, 8, 12, 13, 15, 255}) {
      assertThat(verifies(key, method, good.data())).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource
  void malformedData(int method, String hex) {
    for (TestKey key : TestKey.values()) {
      assertThat(verifies(key, method, Octets.hex(hex))).isFalse();
    }
  }

  static Stream<Arguments> malformedData() {
    return Stream.of(1, 9, 10, 11, 14)
        .flatMap(
            method ->
                Stream.of(
                        "",
                        "00",
                        "ff",
                        "0f300d06092a864886f70d01010b0500",
                        "0f300d06092a864886f70d01010b05",
                        "10300d06092a864886f70d01010b05000001",
                        "0d300b06092a864886f70d01010a0102",
                        "0430020500ff",
                        "00".repeat(64),
                        "00".repeat(256),
                        "ff".repeat(256))
                    .map(hex -> Arguments.of(method, hex)));
  }

  @Test
  void weakKeysAreRefused() throws Exception {
    KeyPair weak = TestKey.generate("RSA", 1024);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(weak.getPrivate());
    signature.update(SIGNED.array());
    Octets data = Octets.owned(signature.sign());

    assertThat(
            SignatureAuthentication.verify(
                weak.getPublic(), new Payload.Authentication(1, data), SIGNED))
        .isFalse();
    assertThat(SignatureAuthentication.verifyWithoutMethod(weak.getPublic(), data, SIGNED))
        .isFalse();
    assertThat(KeyStrength.fault(weak.getPublic()))
        .hasValueSatisfying(fault -> assertThat(fault).contains("1024"));
  }

  @Test
  void keysOfOtherKindsCannotSign() throws Exception {
    KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

    assertThatThrownBy(
            () ->
                SignatureAuthentication.sign(
                    ed25519.getPrivate(),
                    ed25519.getPublic(),
                    SIGNED,
                    NONE,
                    false,
                    RsaHash.PRF,
                    Prf.PRF_HMAC_SHA2_256,
                    RANDOM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EdDSA");
  }

  private static void assertOnlyGoodFor(TestKey key, Payload.Authentication authentication) {
    assertThat(SignatureAuthentication.verify(key.pair().getPublic(), authentication, SIGNED))
        .isTrue();
    assertThat(
            SignatureAuthentication.verify(
                key.pair().getPublic(), authentication, Octets.utf8("other octets")))
        .isFalse();
    for (TestKey other : TestKey.values()) {
      assertThat(SignatureAuthentication.verify(other.pair().getPublic(), authentication, SIGNED))
          .isEqualTo(other == key);
    }
  }

  private static Payload.Authentication sign(TestKey key, Set<Hash> announced, boolean pss) {
    return SignatureAuthentication.sign(
        key.pair().getPrivate(),
        key.pair().getPublic(),
        SIGNED,
        announced,
        pss,
        RsaHash.PRF,
        Prf.PRF_HMAC_SHA2_256,
        RANDOM);
  }

  private static boolean verifies(TestKey key, int method, Octets data) {
    return SignatureAuthentication.verify(
        key.pair().getPublic(), new Payload.Authentication(method, data), SIGNED);
  }

  private static boolean withoutMethod(TestKey key, Octets signature) {
    return SignatureAuthentication.verifyWithoutMethod(key.pair().getPublic(), signature, SIGNED);
  }

  private static Octets signature(String algorithm, TestKey key) throws Exception {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key.pair().getPrivate());
    signature.update(SIGNED.array());
    return Octets.owned(signature.sign());
  }
}
