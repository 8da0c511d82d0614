package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrfTest {

  private static final Secret KEY = Secret.utf8("Jefe");
  private static final Octets SEED = Octets.hex("00112233445566778899");

  /** RFC 2202 and RFC 4231, test case 1. */
  @ParameterizedTest
  @CsvSource({
    "PRF_HMAC_SHA1, b617318655057264e28bc0b6fb378c8ef146be00",
    "PRF_HMAC_SHA2_256, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "PRF_HMAC_SHA2_384, afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
        + "faea9ea9076ede7f4af152e8b2fa9cb6",
    "PRF_HMAC_SHA2_512, 87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
        + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
  })
  void isHmac(Prf prf, String expected) {
    Secret key = Secret.owned(Octets.hex("0b".repeat(20)).toArray());

    assertThat(hex(prf.apply(key, Octets.utf8("Hi There")))).isEqualTo(expected);
  }

  /** RFC 2202 and RFC 4231, test case 2. */
  @ParameterizedTest
  @CsvSource({
    "PRF_HMAC_SHA1, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    "PRF_HMAC_SHA2_256, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  })
  void takesKeysShorterThanItsOutput(Prf prf, String expected) {
    assertThat(hex(prf.apply(KEY, Octets.utf8("what do ya want for nothing?"))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyKeyIsAsGoodAsOneOfZeros(Prf prf) {
    assertThat(prf.apply(Secret.owned(new byte[0]), SEED))
        .isEqualTo(prf.apply(Secret.owned(new byte[64]), SEED));
  }

  /** T1 = prf(K, S | 0x01), T2 = prf(K, T1 | S | 0x02), ... */
  @ParameterizedTest
  @EnumSource
  void expandsByFeedingEachBlockIntoTheNext(Prf prf) {
    Octets first = octets(prf.apply(KEY, Octets.concat(SEED, Octets.hex("01"))));
    Octets second = octets(prf.apply(KEY, Octets.concat(first, SEED, Octets.hex("02"))));
    Octets third = octets(prf.apply(KEY, Octets.concat(second, SEED, Octets.hex("03"))));
    Octets blocks = Octets.concat(first, second, third);

    for (int length = 0; length <= blocks.length(); length++) {
      assertThat(octets(prf.expand(KEY, SEED, length))).isEqualTo(blocks.slice(0, length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void expandsToNoMoreThan255Blocks(Prf prf) {
    int most = 255 * prf.length();

    assertThat(prf.expand(KEY, SEED, most).length()).isEqualTo(most);
    assertThatThrownBy(() -> prf.expand(KEY, SEED, most + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(prf.name());
  }

  @Test
  void isFoundByItsNumber() {
    assertThat(Prf.of(5)).contains(Prf.PRF_HMAC_SHA2_256);
    assertThat(Prf.of(1)).as("HMAC-MD5 is not offered").isEmpty();
  }

  private static Octets octets(Secret secret) {
    return Octets.owned(secret.reveal());
  }

  private static String hex(Secret secret) {
    return octets(secret).hex();
  }
}
