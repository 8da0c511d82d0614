package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MppeKeysTest {

  private static final Secret SHARED = Secret.utf8("shared key");
  private static final byte[] AUTHENTICATOR =
      Octets.hex("000102030405060708090a0b0c0d0e0f").toArray();

  /** RFC 2548 section 2.4.2, in its own words: P is length, key and padding. */
  private static Octets hide(byte[] plain, Octets salt) {
    Octets hidden = salt;
    Octets chained = Octets.concat(Octets.copyOf(AUTHENTICATOR), salt);
    for (int at = 0; at < plain.length; at += 16) {
      byte[] block =
          ForgedReply.md5(Octets.concat(Octets.copyOf(SHARED.reveal()), chained).toArray());
      for (int index = 0; index < 16; index++) {
        block[index] ^= plain[at + index];
      }
      chained = Octets.copyOf(block);
      hidden = Octets.concat(hidden, chained);
    }
    return hidden;
  }

  private static Octets hide(byte[] key) {
    byte[] plain = new byte[(key.length + 16) / 16 * 16];
    plain[0] = (byte) key.length;
    System.arraycopy(key, 0, plain, 1, key.length);
    return hide(plain, Octets.hex("8001"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 31, 32, 47, 64})
  void revealsWhatAServerHid(int length) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(length);
    byte[] key = new byte[length];
    random.nextBytes(key);

    assertThat(MppeKeys.reveal(hide(key), AUTHENTICATOR, SHARED)).contains(Secret.owned(key));
  }

  @Test
  void findsNothingInAMalformedValue() {
    Octets value = hide(new byte[32]);
    byte[] tooLong = new byte[16];
    tooLong[0] = 16;

    assertThat(MppeKeys.reveal(Octets.empty(), AUTHENTICATOR, SHARED)).isEmpty();
    assertThat(MppeKeys.reveal(value.slice(0, 2), AUTHENTICATOR, SHARED)).isEmpty();
    assertThat(MppeKeys.reveal(value.slice(0, 19), AUTHENTICATOR, SHARED)).isEmpty();
    assertThat(MppeKeys.reveal(hide(tooLong, Octets.hex("8001")), AUTHENTICATOR, SHARED)).isEmpty();
    assertThat(MppeKeys.reveal(hide(new byte[16], Octets.hex("8001")), AUTHENTICATOR, SHARED))
        .isEmpty();
  }

  @Test
  void theMasterSessionKeyOfEapTlsIsReceiveKeyAndSendKey() {
    byte[] receive = new byte[32];
    Arrays.fill(receive, (byte) 1);
    byte[] send = new byte[32];
    Arrays.fill(send, (byte) 2);

    assertThat(MppeKeys.masterSessionKey(Secret.owned(receive), Secret.owned(send)))
        .contains(Secret.owned(Octets.concat(Octets.owned(receive), Octets.owned(send)).toArray()));
  }

  @Test
  void theShortKeysOfEapMschapv2StayTogetherBeforeTheZeros() {
    Secret receive = Secret.utf8("0123456789abcdef");
    Secret send = Secret.utf8("ghijklmnopqrstuv");

    assertThat(MppeKeys.masterSessionKey(receive, send))
        .contains(
            Secret.owned(
                Arrays.copyOf(Octets.utf8("0123456789abcdefghijklmnopqrstuv").toArray(), 64)));
  }

  @Test
  void keysLongerThanAMasterSessionKeyGiveNone() {
    assertThat(MppeKeys.masterSessionKey(Secret.owned(new byte[33]), Secret.owned(new byte[32])))
        .isEmpty();
  }
}
