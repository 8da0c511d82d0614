package io.gatehouse.protocol.ike.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The bodies, put together by hand with another implementation of the ciphers. */
class PayloadEncryptionTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BODY_AT = 32;
  private static final Octets BEFORE = Octets.hex("ab".repeat(BODY_AT));
  private static final Octets IV_8 = Octets.hex("0011223344556677");
  private static final Octets KEY = Octets.hex("5c".repeat(32));
  private static final Octets SALT = Octets.hex("a1a2a3a4");

  /** RFC 5282 section 3 to 5: the nonce is salt | IV; padding and its length are encrypted. */
  @ParameterizedTest
  @CsvSource({
    "ENCR_AES_GCM_16, 68656c6c6f 00, 68656c6c6f",
    "ENCR_AES_GCM_16, 68656c6c6f 010203 03, 68656c6c6f",
    "ENCR_AES_GCM_16, 00, ''",
    "ENCR_AES_GCM_16, 010203 03, ''",
    "ENCR_CHACHA20_POLY1305, 68656c6c6f 00, 68656c6c6f",
    "ENCR_CHACHA20_POLY1305, 00, ''",
  })
  void anAeadsContentEndsBeforeItsPadding(Encryption encryption, String padded, String content)
      throws Exception {
    Octets datagram = sealed(encryption, Octets.hex(padded.replace(" ", "")));

    assertThat(aead(encryption).open(datagram.array(), BODY_AT)).contains(Octets.hex(content));
  }

  @ParameterizedTest
  @CsvSource({
    "ENCR_AES_GCM_16, ''",
    "ENCR_AES_GCM_16, 01",
    "ENCR_AES_GCM_16, 6868ff",
    "ENCR_CHACHA20_POLY1305, ''",
    "ENCR_CHACHA20_POLY1305, 680003",
  })
  void impossiblePaddingIsRefusedEvenWithAGoodTag(Encryption encryption, String padded)
      throws Exception {
    Octets datagram = sealed(encryption, Octets.hex(padded));

    assertThat(aead(encryption).open(datagram.array(), BODY_AT)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"ENCR_AES_GCM_16", "ENCR_CHACHA20_POLY1305"})
  void whatAnAeadSealsAnotherImplementationOpens(Encryption encryption) throws Exception {
    byte[] plaintext = Octets.utf8("hello").toArray();
    AuthenticatedEncryption aead = aead(encryption);
    byte[] datagram = Arrays.copyOf(BEFORE.array(), BODY_AT + aead.bodyLength(plaintext.length));
    aead.seal(datagram, BODY_AT, plaintext, RANDOM);

    Octets sealed = Octets.owned(datagram);
    Octets iv = sealed.slice(BODY_AT, BODY_AT + 8);
    Octets ciphertext = sealed.slice(BODY_AT + 8, sealed.length());
    assertThat(run(encryption, false, iv, ciphertext)).isEqualTo(Octets.hex("68656c6c6f00"));
  }

  /** RFC 7296 section 3.14. */
  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000000, 000000000000000000000000000000",
    "0000000000000000000000000000000f, ''",
    "ffffffffffffffffffffffffffffff01, ffffffffffffffffffffffffffff",
  })
  void paddingOfCbcMayHaveAnyContentAndLength(String padded, String content) throws Exception {
    Octets datagram = sealedWithCbc(Octets.hex(padded));

    assertThat(cbc().open(datagram.array(), BODY_AT)).contains(Octets.hex(content));
  }

  @ParameterizedTest
  @CsvSource({"00000000000000000000000000000010", "000000000000000000000000000000ff"})
  void impossiblePaddingOfCbcIsRefusedEvenWithAGoodCheckValue(String padded) throws Exception {
    Octets datagram = sealedWithCbc(Octets.hex(padded));

    assertThat(cbc().open(datagram.array(), BODY_AT)).isEmpty();
  }

  @Test
  void cbcWithoutASingleBlockIsRefusedEvenWithAGoodCheckValue() throws Exception {
    Octets datagram = sealedWithCbc(Octets.empty());

    assertThat(cbc().open(datagram.array(), BODY_AT)).isEmpty();
  }

  /** Nothing longer fits, and what is said to fit does. */
  @Test
  void capacityIsTheLongestPlaintextThatFits() {
    for (PayloadEncryption encryption :
        new PayloadEncryption[] {cbc(), aead(Encryption.ENCR_AES_GCM_16)}) {
      for (int body = 50; body < 150; body++) {
        int capacity = encryption.capacity(body);
        assertThat(encryption.bodyLength(capacity)).isLessThanOrEqualTo(body);
        assertThat(encryption.bodyLength(capacity + 1)).isGreaterThan(body);
      }
    }
  }

  private static AuthenticatedEncryption aead(Encryption encryption) {
    return new AuthenticatedEncryption(encryption, Secret.copyOf(Octets.concat(KEY, SALT).array()));
  }

  private static Octets sealed(Encryption encryption, Octets plaintext) throws Exception {
    return Octets.concat(BEFORE, IV_8, run(encryption, true, IV_8, plaintext));
  }

  private static Octets run(Encryption encryption, boolean seal, Octets iv, Octets input)
      throws Exception {
    AEADCipher cipher =
        encryption == Encryption.ENCR_AES_GCM_16
            ? GCMBlockCipher.newInstance(AESEngine.newInstance())
            : new ChaCha20Poly1305();
    cipher.init(
        seal,
        new AEADParameters(
            new KeyParameter(KEY.array()), 128, Octets.concat(SALT, iv).array(), BEFORE.array()));
    byte[] output = new byte[cipher.getOutputSize(input.length())];
    int written = cipher.processBytes(input.array(), 0, input.length(), output, 0);
    cipher.doFinal(output, written);
    return Octets.owned(output);
  }

  private static EncryptThenAuthenticate cbc() {
    return new EncryptThenAuthenticate(
        Secret.copyOf(KEY.array()), Integrity.AUTH_HMAC_SHA2_256_128, Secret.copyOf(KEY.array()));
  }

  private static Octets sealedWithCbc(Octets padded) throws Exception {
    byte[] iv = Octets.concat(IV_8, IV_8).array();
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY.array(), "AES"), new IvParameterSpec(iv));
    Octets covered =
        Octets.concat(BEFORE, Octets.owned(iv), Octets.owned(cipher.doFinal(padded.array())));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.array(), "HmacSHA256"));
    return Octets.concat(covered, Octets.owned(mac.doFinal(covered.array())).slice(0, 16));
  }
}
