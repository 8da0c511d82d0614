package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CBC with an HMAC over the whole datagram but the check value itself (RFC 7296 section 3.14).
 * The check value is compared before anything is decrypted, so that padding tells a forger nothing.
 */
record EncryptThenAuthenticate(Secret encryptionKey, Integrity integrity, Secret integrityKey)
    implements PayloadEncryption {

  private static final int BLOCK = Encryption.ENCR_AES_CBC.blockLength();
  private static final int IV = Encryption.ENCR_AES_CBC.ivLength();
  private static final int PAD_LENGTH = 1;

  @Override
  public int bodyLength(int plaintextLength) {
    return IV + paddedLength(plaintextLength) + integrity.checkValueLength();
  }

  @Override
  public int capacity(int bodyLength) {
    int ciphertext = bodyLength - IV - integrity.checkValueLength();
    return Math.floorDiv(ciphertext, BLOCK) * BLOCK - PAD_LENGTH;
  }

  @Override
  public void seal(byte[] datagram, int bodyAt, byte[] plaintext, SecureRandom random) {
    byte[] iv = new byte[IV];
    random.nextBytes(iv);
    System.arraycopy(iv, 0, datagram, bodyAt, IV);
    byte[] padded = Arrays.copyOf(plaintext, paddedLength(plaintext.length));
    padded[padded.length - 1] = (byte) (padded.length - PAD_LENGTH - plaintext.length);
    byte[] ciphertext = apply(Cipher.ENCRYPT_MODE, iv, padded);
    System.arraycopy(ciphertext, 0, datagram, bodyAt + IV, ciphertext.length);
    byte[] checkValue = checkValue(datagram);
    System.arraycopy(checkValue, 0, datagram, authenticatedLength(datagram), checkValue.length);
  }

  @Override
  public Optional<Octets> open(byte[] datagram, int bodyAt) {
    int end = authenticatedLength(datagram);
    int ciphertextLength = end - bodyAt - IV;
    if (ciphertextLength < BLOCK || ciphertextLength % BLOCK != 0) {
      return Optional.empty();
    }
    byte[] received = Arrays.copyOfRange(datagram, end, datagram.length);
    if (!MessageDigest.isEqual(checkValue(datagram), received)) {
      return Optional.empty();
    }
    byte[] iv = Arrays.copyOfRange(datagram, bodyAt, bodyAt + IV);
    byte[] ciphertext = Arrays.copyOfRange(datagram, bodyAt + IV, end);
    return PayloadEncryption.withoutPadding(apply(Cipher.DECRYPT_MODE, iv, ciphertext));
  }

  private static int paddedLength(int plaintextLength) {
    return Math.ceilDiv(plaintextLength + PAD_LENGTH, BLOCK) * BLOCK;
  }

  private int authenticatedLength(byte[] datagram) {
    return datagram.length - integrity.checkValueLength();
  }

  private byte[] checkValue(byte[] datagram) {
    Mac mac = Hmac.of(integrity.algorithm(), integrityKey);
    mac.update(datagram, 0, authenticatedLength(datagram));
    return Arrays.copyOf(mac.doFinal(), integrity.checkValueLength());
  }

  private byte[] apply(int mode, byte[] iv, byte[] blocks) {
    try {
      Cipher cipher = Providers.cipher("AES/CBC/NoPadding");
      cipher.init(mode, new SecretKeySpec(encryptionKey.reveal(), "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
