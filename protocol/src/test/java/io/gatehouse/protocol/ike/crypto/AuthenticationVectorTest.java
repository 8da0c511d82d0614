package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.ike.message.Identification;
import io.gatehouse.protocol.ike.message.MessageCodec;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

/**
 * AUTH of an EAP method that makes no key (RFC 7296 sections 2.15 and 2.16), with AnyConnect's
 * identity, worked out step by step. The messages are short, for only the arithmetic matters.
 */
class AuthenticationVectorTest {

  private static final Prf PRF = Prf.PRF_HMAC_SHA2_256;
  private static final Secret SK_PI =
      secret("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  private static final Secret SK_PR =
      secret("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");
  private static final Octets NI = Octets.hex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf".repeat(2));
  private static final Octets NR = Octets.hex("b0b1b2b3b4b5b6b7b8b9babbbcbdbebf".repeat(2));
  private static final Octets MESSAGE_1 =
      Octets.hex("11111111111111110000000000000000212022080000000000000020deadbeef");
  private static final Octets MESSAGE_2 =
      Octets.hex("11111111111111112222222222222222212022200000000000000020cafebabe");
  private static final Identification IDI =
      new Identification(Identification.ID_CISCO_GROUP_NAME, Octets.utf8("*$AnyConnectClient$*"));
  private static final Identification IDR =
      new Identification(
          Identification.ID_DER_ASN1_DN,
          Octets.concat(Octets.hex("301a3118301606035504030c0f"), Octets.utf8("vpn.example.com")));

  private static final Octets INITIATOR_OCTETS = SignedOctets.of(PRF, MESSAGE_1, NR, SK_PI, IDI);
  private static final Octets RESPONDER_OCTETS = SignedOctets.of(PRF, MESSAGE_2, NI, SK_PR, IDR);

  @Test
  void identityIsMacedWithItsTypeAndReservedOctetsAsSent() {
    assertThat(PRF.apply(SK_PI, MessageCodec.encode(IDI)))
        .isEqualTo(secret("e065be105400435ea80c0d106094b8e8fa2deef0b8523ab5ab850973de6a55b9"));
    assertThat(PRF.apply(SK_PR, MessageCodec.encode(IDR)))
        .isEqualTo(secret("f9595e7b245bfedcd142352c4b3d2e9f5c4328d870649260d9fdbc5562ac9743"));
  }

  @Test
  void signedOctetsAreMessageThenPeersNonceThenMacedIdentity() throws Exception {
    assertThat(INITIATOR_OCTETS.length()).isEqualTo(96);
    assertThat(sha256(INITIATOR_OCTETS))
        .isEqualTo("a19c82bc1aab0cdfb3f176c15844044ab76f36e82478de145e2c0f7b8aecfa29");
    assertThat(sha256(RESPONDER_OCTETS))
        .isEqualTo("e46e6de764b74da760daabbf5c92e6be147a3e37db32b52df54ef6d8d90dbdbc");
  }

  @Test
  void authIsMadeFromTheKeyAndTheKeyPad() {
    Octets authI = SharedKeyAuthentication.compute(PRF, SK_PI, INITIATOR_OCTETS);
    Octets authR = SharedKeyAuthentication.compute(PRF, SK_PR, RESPONDER_OCTETS);

    assertThat(authI.hex())
        .isEqualTo("14ec411d3a5af71dd9101bd63e2f2b5d25dbeb2307b10e29a498eda6c0cd0877");
    assertThat(authR.hex())
        .isEqualTo("dfd6fba53b488afb792e1566bbcbf1f4b669bf8f36f9e09422cdbdcc248dd235");
  }

  @Test
  void authOfAnotherSideKeyOrLengthIsRefused() {
    Octets auth = SharedKeyAuthentication.compute(PRF, SK_PI, INITIATOR_OCTETS);

    assertThat(SharedKeyAuthentication.verify(PRF, SK_PI, INITIATOR_OCTETS, auth)).isTrue();
    assertThat(SharedKeyAuthentication.verify(PRF, SK_PR, INITIATOR_OCTETS, auth)).isFalse();
    assertThat(SharedKeyAuthentication.verify(PRF, SK_PI, RESPONDER_OCTETS, auth)).isFalse();
    assertThat(SharedKeyAuthentication.verify(PRF, SK_PI, INITIATOR_OCTETS, auth.slice(0, 31)))
        .isFalse();
    assertThat(SharedKeyAuthentication.verify(PRF, SK_PI, INITIATOR_OCTETS, Octets.empty()))
        .isFalse();
  }

  private static String sha256(Octets octets) throws Exception {
    return Octets.owned(MessageDigest.getInstance("SHA-256").digest(octets.array())).hex();
  }

  private static Secret secret(String hex) {
    return Secret.copyOf(Octets.hex(hex).array());
  }
}
