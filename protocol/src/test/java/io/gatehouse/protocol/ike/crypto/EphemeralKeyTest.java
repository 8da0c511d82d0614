package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EphemeralKeyTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @ParameterizedTest
  @EnumSource
  void bothSidesAgree(KeyExchangeMethod method) {
    EphemeralKey initiator = EphemeralKey.generate(method, RANDOM);
    EphemeralKey responder = EphemeralKey.generate(method, RANDOM);

    assertThat(initiator.publicValue().length()).isEqualTo(method.publicLength());
    assertThat(initiator.publicValue()).isNotEqualTo(responder.publicValue());
    assertThat(initiator.agree(responder.publicValue()))
        .isPresent()
        .isEqualTo(responder.agree(initiator.publicValue()));
  }

  /** The two sides of one exchange may well be computed by different providers. */
  @ParameterizedTest
  @EnumSource
  void nativeCodeAndJavaAgree(KeyExchangeMethod method) {
    EphemeralKey preferred = EphemeralKey.generate(method, RANDOM);
    EphemeralKey inJava = EphemeralKey.inJava(method, RANDOM);

    assertThat(preferred.agree(inJava.publicValue()))
        .isPresent()
        .isEqualTo(inJava.agree(preferred.publicValue()));
  }

  /** RFC 7748 section 6.1. */
  @Test
  void x25519IsThatOfTheRfc() {
    EphemeralKey alice =
        X25519Key.of(secret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    EphemeralKey bob =
        X25519Key.of(secret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    Secret shared = secret("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");

    assertThat(alice.publicValue().hex())
        .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    assertThat(bob.publicValue().hex())
        .isEqualTo("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    assertThat(alice.agree(bob.publicValue())).contains(shared);
    assertThat(bob.agree(alice.publicValue())).contains(shared);
  }

  /** Points of small order, whose secret is zero whatever the scalar (RFC 7748 section 6.1). */
  @ParameterizedTest
  @MethodSource
  void x25519RefusesPointsOfSmallOrder(String point) {
    assertThat(X25519Key.generate(RANDOM).agree(Octets.hex(point))).isEmpty();
    assertThat(EphemeralKey.generate(KeyExchangeMethod.CURVE25519, RANDOM).agree(Octets.hex(point)))
        .isEmpty();
  }

  static Stream<String> x25519RefusesPointsOfSmallOrder() {
    return Stream.of(
        "00".repeat(32),
        "01" + "00".repeat(31),
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ec" + "ff".repeat(30) + "7f");
  }

  /** RFC 5903 sections 8.1 to 8.3. */
  @ParameterizedTest
  @MethodSource
  void ecpIsThatOfTheRfc(
      KeyExchangeMethod method, String i, String gi, String r, String gr, String secret) {
    EphemeralKey initiator = EcpKey.of(method, new BigInteger(i, 16));
    EphemeralKey responder = EcpKey.of(method, new BigInteger(r, 16));

    assertThat(initiator.publicValue()).isEqualTo(Octets.hex(gi));
    assertThat(responder.publicValue()).isEqualTo(Octets.hex(gr));
    assertThat(initiator.agree(responder.publicValue())).contains(secret(secret));
    assertThat(responder.agree(initiator.publicValue())).contains(secret(secret));
  }

  static Stream<Arguments> ecpIsThatOfTheRfc() {
    return Stream.of(
        Arguments.of(
            KeyExchangeMethod.ECP_256,
            "C88F01F510D9AC3F70A292DAA2316DE544E9AAB8AFE84049C62A9C57862D1433",
            "DAD0B65394221CF9B051E1FECA5787D098DFE637FC90B9EF945D0C3772581180"
                + "5271A0461CDB8252D61F1C456FA3E59AB1F45B33ACCF5F58389E0577B8990BB3",
            "C6EF9C5D78AE012A011164ACB397CE2088685D8F06BF9BE0B283AB46476BEE53",
            "D12DFB5289C8D4F81208B70270398C342296970A0BCCB74C736FC7554494BF63"
                + "56FBF3CA366CC23E8157854C13C58D6AAC23F046ADA30F8353E74F33039872AB",
            "D6840F6B42F6EDAFD13116E0E12565202FEF8E9ECE7DCE03812464D04B9442DE"),
        Arguments.of(
            KeyExchangeMethod.ECP_384,
            "099F3C7034D4A2C699884D73A375A67F7624EF7C6B3C0F160647B67414DCE655E35B538041E649EE"
                + "3FAEF896783AB194",
            "667842D7D180AC2CDE6F74F37551F55755C7645C20EF73E31634FE72B4C55EE6DE3AC808ACB4BDB4"
                + "C88732AEE95F41AA"
                + "9482ED1FC0EEB9CAFC4984625CCFC23F65032149E0E144ADA024181535A0F38EEB9FCFF3C2C947DA"
                + "E69B4C634573A81C",
            "41CB0779B4BDB85D47846725FBEC3C9430FAB46CC8DC5060855CC9BDA0AA2942E0308312916B8ED2"
                + "960E4BD55A7448FC",
            "E558DBEF53EECDE3D3FCCFC1AEA08A89A987475D12FD950D83CFA41732BC509D0D1AC43A0336DEF9"
                + "6FDA41D0774A3571"
                + "DCFBEC7AACF3196472169E838430367F66EEBE3C6E70C416DD5F0C68759DD1FFF83FA40142209DFF"
                + "5EAAD96DB9E6386C",
            "11187331C279962D93D604243FD592CB9D0A926F422E47187521287E7156C5C4D603135569B9E9D0"
                + "9CF5D4A270F59746"),
        Arguments.of(
            KeyExchangeMethod.ECP_521,
            "0037ADE9319A89F4DABDB3EF411AACCCA5123C61ACAB57B5393DCE47608172A095AA85A30FE1C295"
                + "2C6771D937BA9777F5957B2639BAB072462F68C27A57382D4A52",
            "0015417E84DBF28C0AD3C278713349DC7DF153C897A1891BD98BAB4357C9ECBEE1E3BF42E00B8E38"
                + "0AEAE57C2D107564941885942AF5A7F4601723C4195D176CED3E"
                + "017CAE20B6641D2EEB695786D8C946146239D099E18E1D5A514C739D7CB4A10AD8A788015AC405D7"
                + "799DC75E7B7D5B6CF2261A6A7F1507438BF01BEB6CA3926F9582",
            "0145BA99A847AF43793FDD0E872E7CDFA16BE30FDC780F97BCCC3F078380201E9C677D600B343757"
                + "A3BDBF2A3163E4C2F869CCA7458AA4A4EFFC311F5CB151685EB9",
            "00D0B3975AC4B799F5BEA16D5E13E9AF971D5E9B984C9F39728B5E5739735A219B97C356436ADC6E"
                + "95BB0352F6BE64A6C2912D4EF2D0433CED2B6171640012D9460F"
                + "015C68226383956E3BD066E797B623C27CE0EAC2F551A10C2C724D9852077B87220B6536C5C408A1"
                + "D2AEBB8E86D678AE49CB57091F4732296579AB44FCD17F0FC56A",
            "01144C7D79AE6956BC8EDB8E7C787C4521CB086FA64407F97894E5E6B2D79B04D1427E73CA4BAA24"
                + "0A34786859810C06B3C715A3A8CC3151F2BEE417996D19F3DDEA"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ECP_256", "ECP_384", "ECP_521"})
  void ecpRefusesWhatIsNotOnTheCurve(KeyExchangeMethod method) {
    refusesWhatIsNotOnTheCurve(method, EphemeralKey.generate(method, RANDOM));
    refusesWhatIsNotOnTheCurve(method, EphemeralKey.inJava(method, RANDOM));
  }

  private static void refusesWhatIsNotOnTheCurve(KeyExchangeMethod method, EphemeralKey key) {
    byte[] beside = EphemeralKey.generate(method, RANDOM).publicValue().toArray();
    beside[beside.length - 1] ^= 1;

    assertThat(key.agree(Octets.owned(beside))).isEmpty();
    assertThat(key.agree(Octets.owned(new byte[method.publicLength()]))).isEmpty();
    assertThat(key.agree(Octets.hex("ff".repeat(method.publicLength())))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"MODP_2048", "MODP_3072", "MODP_4096"})
  void modpRefusesZeroOneAndWhatIsNotBelowPrimeMinusOne(KeyExchangeMethod method) {
    EphemeralKey key = EphemeralKey.generate(method, RANDOM);
    BigInteger prime = prime(method);

    assertThat(key.agree(value(method, BigInteger.ZERO))).isEmpty();
    assertThat(key.agree(value(method, BigInteger.ONE))).isEmpty();
    assertThat(key.agree(value(method, prime.subtract(BigInteger.ONE)))).isEmpty();
    assertThat(key.agree(value(method, prime))).isEmpty();
    assertThat(key.agree(Octets.hex("ff".repeat(method.publicLength())))).isEmpty();
  }

  /** With g^r = g = 2 the secret is g^i itself: a check against the definition. */
  @ParameterizedTest
  @EnumSource(names = {"MODP_2048", "MODP_3072", "MODP_4096"})
  void modpRaisesThePeersValueToTheOwnExponent(KeyExchangeMethod method) {
    EphemeralKey key = EphemeralKey.generate(method, RANDOM);

    assertThat(key.agree(value(method, BigInteger.TWO)))
        .contains(Secret.copyOf(key.publicValue().array()));
    BigInteger square = BigInteger.TWO.pow(2);
    BigInteger own = BigIntegers.fromUnsignedByteArray(key.publicValue().array());
    assertThat(key.agree(value(method, square)))
        .contains(Secret.copyOf(value(method, own.modPow(BigInteger.TWO, prime(method))).array()));
  }

  /** RFC 3526: p = 2^n - 2^(n-64) - 1 + 2^64 ([2^(n-130) pi] + c), so its ends are all ones. */
  @ParameterizedTest
  @EnumSource(names = {"MODP_2048", "MODP_3072", "MODP_4096"})
  void modpPrimesAreSafe(KeyExchangeMethod method) {
    BigInteger prime = prime(method);

    assertThat(prime.bitLength()).isEqualTo(method.publicLength() * 8);
    assertThat(HexFormat.of().formatHex(BigIntegers.asUnsignedByteArray(prime)))
        .startsWith("ffffffffffffffffc90fdaa22168c234")
        .endsWith("ffffffffffffffff");
    assertThat(prime.isProbablePrime(20)).isTrue();
    assertThat(prime.shiftRight(1).isProbablePrime(20)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void refusesValuesOfAnotherLength(KeyExchangeMethod method) {
    EphemeralKey key = EphemeralKey.generate(method, RANDOM);
    Octets good = EphemeralKey.generate(method, RANDOM).publicValue();

    assertThat(key.agree(Octets.empty())).isEmpty();
    assertThat(key.agree(good.slice(1, good.length()))).isEmpty();
    assertThat(key.agree(Octets.concat(Octets.hex("00"), good))).isEmpty();
    assertThat(key.agree(Octets.concat(good, Octets.hex("00")))).isEmpty();
  }

  private static BigInteger prime(KeyExchangeMethod method) {
    return switch (method) {
      case MODP_2048 -> DHStandardGroups.rfc3526_2048.getP();
      case MODP_3072 -> DHStandardGroups.rfc3526_3072.getP();
      default -> DHStandardGroups.rfc3526_4096.getP();
    };
  }

  private static Octets value(KeyExchangeMethod method, BigInteger number) {
    return Octets.owned(BigIntegers.asUnsignedByteArray(method.publicLength(), number));
  }

  private static Secret secret(String hex) {
    return Secret.copyOf(HexFormat.of().parseHex(hex));
  }
}
