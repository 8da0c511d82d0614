package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM with a 16-octet tag (RFC 4106) and ChaCha20-Poly1305 (RFC 7634). */
final class CombinedMode implements EspTransform {

  private static final int ALIGNMENT = 4;

  private final Encryption encryption;
  private final boolean extended;
  private final Cipher cipher;
  private final SecretKeySpec key;

  /** The salt, and behind it each packet's IV. */
  private final byte[] nonce;

  private final byte[] associatedData;

  CombinedMode(Encryption encryption, Secret keyAndSalt, boolean extended) {
    this.encryption = encryption;
    this.extended = extended;
    byte[] octets = keyAndSalt.reveal();
    int keyLength = octets.length - encryption.saltLength();
    this.nonce =
        Arrays.copyOf(
            Arrays.copyOfRange(octets, keyLength, octets.length),
            encryption.saltLength() + encryption.ivLength());
    this.associatedData = new byte[extended ? 12 : HEADER];
    boolean gcm = encryption == Encryption.ENCR_AES_GCM_16;
    this.key = new SecretKeySpec(octets, 0, keyLength, gcm ? "AES" : "ChaCha20");
    this.cipher = SunJce.cipher(gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
  }

  @Override
  public int ivLength() {
    return encryption.ivLength();
  }

  @Override
  public int checkValueLength() {
    return encryption.tagLength();
  }

  @Override
  public int alignment() {
    return ALIGNMENT;
  }

  @Override
  public int blockLength() {
    return encryption.blockLength();
  }

  @Override
  public void seal(byte[] packet, int at, int length, long sequence) {
    ByteBuffer.wrap(packet).putLong(at + HEADER, sequence);
    int payload = at + HEADER + ivLength();
    int plaintextLength = length - overhead();
    try {
      begin(Cipher.ENCRYPT_MODE, packet, at, sequence);
      cipher.doFinal(packet, payload, plaintextLength, packet, payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean open(byte[] packet, int at, int length, long sequence, byte[] plaintext, int to) {
    int payload = at + HEADER + ivLength();
    try {
      begin(Cipher.DECRYPT_MODE, packet, at, sequence);
      cipher.doFinal(packet, payload, length - HEADER - ivLength(), plaintext, to);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void begin(int mode, byte[] packet, int at, long sequence)
      throws GeneralSecurityException {
    System.arraycopy(packet, at + HEADER, nonce, encryption.saltLength(), ivLength());
    cipher.init(mode, key, parameters());
    cipher.updateAAD(associatedData(packet, at, sequence));
  }

  private AlgorithmParameterSpec parameters() {
    return encryption == Encryption.ENCR_AES_GCM_16
        ? new GCMParameterSpec(encryption.tagLength() * Byte.SIZE, nonce)
        : new IvParameterSpec(nonce);
  }

  /** SPI and the whole sequence number (RFC 4106 section 5, RFC 7634 section 2.1). */
  private byte[] associatedData(byte[] packet, int at, long sequence) {
    System.arraycopy(packet, at, associatedData, 0, HEADER);
    if (extended) {
      ByteBuffer.wrap(associatedData).putLong(4, sequence);
    }
    return associatedData;
  }
}
