package io.gatehouse.protocol.ike.wireshark;

import io.gatehouse.protocol.octets.Octets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** What others encrypt IKE messages with and Gatehouse does not; the body is the datagram's end. */
record ForeignCipher(Octets key, Octets datagram, int bodyLength) {

  private static final int IV = 8;
  private static final int GCM_SALT = 4;
  private static final int CCM_SALT = 3;
  private static final int CTR_SALT = 4;

  Optional<Octets> gcm(int tagLength) {
    return aead(GCMBlockCipher.newInstance(AESEngine.newInstance()), GCM_SALT, tagLength);
  }

  Optional<Octets> ccm(int tagLength) {
    return aead(CCMBlockCipher.newInstance(AESEngine.newInstance()), CCM_SALT, tagLength);
  }

  /** RFC 5930: the counter block is salt | IV | 1. */
  Optional<Octets> ctr(String mac, Octets macKey, int checkValueLength) {
    Octets counter = Octets.concat(salt(CTR_SALT), iv(), Octets.hex("00000001"));
    return verified(mac, macKey, checkValueLength)
        .flatMap(
            ciphertext -> decrypted("AES/CTR/NoPadding", keyOnly(CTR_SALT), counter, ciphertext));
  }

  Optional<Octets> tripleDes(String mac, Octets macKey, int checkValueLength) {
    return verified(mac, macKey, checkValueLength)
        .flatMap(ciphertext -> decrypted("DESede/CBC/NoPadding", key, iv(), ciphertext));
  }

  private Optional<Octets> aead(AEADCipher cipher, int saltLength, int tagLength) {
    cipher.init(
        false,
        new AEADParameters(
            new KeyParameter(keyOnly(saltLength).array()),
            tagLength * Byte.SIZE,
            Octets.concat(salt(saltLength), iv()).array(),
            datagram.slice(0, bodyAt()).array()));
    Octets ciphertext = datagram.slice(bodyAt() + IV, datagram.length());
    byte[] plaintext = new byte[cipher.getOutputSize(ciphertext.length())];
    try {
      int written = cipher.processBytes(ciphertext.array(), 0, ciphertext.length(), plaintext, 0);
      cipher.doFinal(plaintext, written);
    } catch (InvalidCipherTextException forged) {
      return Optional.empty();
    }
    return Optional.of(withoutPadding(plaintext));
  }

  /** The ciphertext, when the check value behind it is right. */
  private Optional<Octets> verified(String algorithm, Octets macKey, int checkValueLength) {
    int end = datagram.length() - checkValueLength;
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(macKey.array(), algorithm));
      Octets expected = Octets.owned(mac.doFinal(datagram.slice(0, end).array()));
      return expected.slice(0, checkValueLength).equals(datagram.slice(end, datagram.length()))
          ? Optional.of(datagram.slice(bodyAt() + IV, end))
          : Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Octets> decrypted(
      String transformation, Octets key, Octets iv, Octets ciphertext) {
    try {
      Cipher cipher = Cipher.getInstance(transformation);
      String algorithm = transformation.substring(0, transformation.indexOf('/'));
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key.array(), algorithm),
          new IvParameterSpec(iv.array()));
      return Optional.of(withoutPadding(cipher.doFinal(ciphertext.array())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Octets withoutPadding(byte[] padded) {
    int padding = Byte.toUnsignedInt(padded[padded.length - 1]);
    return Octets.copyOf(padded).slice(0, padded.length - 1 - padding);
  }

  private int bodyAt() {
    return datagram.length() - bodyLength;
  }

  private Octets iv() {
    return datagram.slice(bodyAt(), bodyAt() + IV);
  }

  private Octets keyOnly(int saltLength) {
    return key.slice(0, key.length() - saltLength);
  }

  private Octets salt(int saltLength) {
    return key.slice(key.length() - saltLength, key.length());
  }
}
