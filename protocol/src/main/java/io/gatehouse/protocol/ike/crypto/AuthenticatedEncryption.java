package io.gatehouse.protocol.ike.crypto;

import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AEAD ciphers (RFC 5282, RFC 7634): the nonce is the salt from the end of the key, then the IV
 * from the body; the associated data is the datagram up to the body.
 *
 * <p>The IV is random. Among the few messages that one IKE SA ever sends, two equal ones of 64 bits
 * are out of the question, and a counter would have to survive the loss of a machine.
 *
 * @param key with the salt
 */
record AuthenticatedEncryption(Encryption encryption, Secret key) implements PayloadEncryption {

  private static final int PAD_LENGTH = 1;

  @Override
  public int bodyLength(int plaintextLength) {
    return plaintextLength + overhead();
  }

  @Override
  public int capacity(int bodyLength) {
    return bodyLength - overhead();
  }

  @Override
  public void seal(byte[] datagram, int bodyAt, byte[] plaintext, SecureRandom random) {
    byte[] iv = new byte[encryption.ivLength()];
    random.nextBytes(iv);
    System.arraycopy(iv, 0, datagram, bodyAt, iv.length);
    byte[] unpadded = Arrays.copyOf(plaintext, plaintext.length + PAD_LENGTH);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, iv);
      cipher.updateAAD(datagram, 0, bodyAt);
      cipher.doFinal(unpadded, 0, unpadded.length, datagram, bodyAt + iv.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<Octets> open(byte[] datagram, int bodyAt) {
    if (datagram.length - bodyAt < overhead()) {
      return Optional.empty();
    }
    int ciphertextAt = bodyAt + encryption.ivLength();
    try {
      Cipher cipher =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(datagram, bodyAt, ciphertextAt));
      cipher.updateAAD(datagram, 0, bodyAt);
      return PayloadEncryption.withoutPadding(
          cipher.doFinal(datagram, ciphertextAt, datagram.length - ciphertextAt));
    } catch (AEADBadTagException forged) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private int overhead() {
    return encryption.ivLength() + PAD_LENGTH + encryption.tagLength();
  }

  private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
    byte[] material = key.reveal();
    int keyLength = material.length - encryption.saltLength();
    byte[] nonce = Arrays.copyOfRange(material, keyLength, material.length + iv.length);
    System.arraycopy(iv, 0, nonce, encryption.saltLength(), iv.length);
    Cipher cipher = Providers.cipher(transformation());
    cipher.init(mode, new SecretKeySpec(material, 0, keyLength, algorithm()), parameters(nonce));
    return cipher;
  }

  private AlgorithmParameterSpec parameters(byte[] nonce) {
    return switch (encryption) {
      case ENCR_AES_GCM_16 -> new GCMParameterSpec(encryption.tagLength() * Byte.SIZE, nonce);
      case ENCR_CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
      case ENCR_AES_CBC -> throw noAead();
    };
  }

  private String transformation() {
    return switch (encryption) {
      case ENCR_AES_GCM_16 -> "AES/GCM/NoPadding";
      case ENCR_CHACHA20_POLY1305 -> "ChaCha20-Poly1305";
      case ENCR_AES_CBC -> throw noAead();
    };
  }

  private String algorithm() {
    return switch (encryption) {
      case ENCR_AES_GCM_16 -> "AES";
      case ENCR_CHACHA20_POLY1305 -> "ChaCha20";
      case ENCR_AES_CBC -> throw noAead();
    };
  }

  private IllegalStateException noAead() {
    return new IllegalStateException(encryption + " is no AEAD");
  }
}
