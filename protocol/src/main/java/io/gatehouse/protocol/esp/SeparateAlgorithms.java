package io.gatehouse.protocol.esp;

import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CBC (RFC 3602) with a truncated HMAC over the ciphertext (RFC 2404, RFC 4868).
 *
 * <p>An IV of CBC must be unpredictable. It is the sequence number, which is unique under the key,
 * encrypted with AES under a key of its own (NIST SP 800-38A appendix C, first method). That key is
 * derived from the SA's encryption key with HMAC-SHA-256, so that no IV is ever the encryption of a
 * block under the key that encrypts the packets.
 */
final class SeparateAlgorithms implements EspTransform {

  private static final int BLOCK = 16;
  private static final byte[] IV_KEY_LABEL = "ESP CBC IV".getBytes(StandardCharsets.US_ASCII);

  private final Integrity integrity;
  private final boolean extended;
  private final SecretKeySpec key;
  private final SecretKeySpec ivKey;
  private final SecretKeySpec integrityKey;
  private final Cipher cipher = SunJce.cipher("AES/CBC/NoPadding");
  private final Cipher ivCipher = SunJce.cipher("AES/ECB/NoPadding");
  private final Mac mac;
  private final byte[] iv = new byte[BLOCK];
  private final byte[] upperSequence = new byte[Integer.BYTES];
  private final byte[] code;
  private boolean keyed;

  SeparateAlgorithms(Integrity integrity, Secret key, Secret integrityKey, boolean extended) {
    this.integrity = integrity;
    this.extended = extended;
    this.key = new SecretKeySpec(key.reveal(), "AES");
    this.ivKey = new SecretKeySpec(SunJce.hmacSha256(key.reveal(), IV_KEY_LABEL), 0, BLOCK, "AES");
    this.integrityKey = new SecretKeySpec(integrityKey.reveal(), integrity.algorithm());
    this.mac = SunJce.mac(integrity.algorithm());
    this.code = new byte[mac.getMacLength()];
  }

  @Override
  public int ivLength() {
    return BLOCK;
  }

  @Override
  public int checkValueLength() {
    return integrity.checkValueLength();
  }

  @Override
  public int alignment() {
    return BLOCK;
  }

  @Override
  public int blockLength() {
    return BLOCK;
  }

  @Override
  public void seal(byte[] packet, int at, int length, long sequence) {
    int payload = at + HEADER + BLOCK;
    int signed = length - checkValueLength();
    try {
      deriveIv(sequence);
      System.arraycopy(iv, 0, packet, at + HEADER, BLOCK);
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
      cipher.doFinal(packet, payload, length - overhead(), packet, payload);
      authenticate(packet, at, signed, sequence);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    System.arraycopy(code, 0, packet, at + signed, checkValueLength());
  }

  @Override
  public boolean open(byte[] packet, int at, int length, long sequence, byte[] plaintext, int to) {
    int signed = length - checkValueLength();
    try {
      authenticate(packet, at, signed, sequence);
      if (!codeMatches(packet, at + signed)) {
        return false;
      }
      System.arraycopy(packet, at + HEADER, iv, 0, BLOCK);
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
      cipher.doFinal(packet, at + HEADER + BLOCK, length - overhead(), plaintext, to);
      return true;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void deriveIv(long sequence) throws GeneralSecurityException {
    keyOnce();
    ByteBuffer.wrap(iv).putLong(0, 0).putLong(Long.BYTES, sequence);
    ivCipher.doFinal(iv, 0, BLOCK, iv, 0);
  }

  /** Fills {@link #code}; the upper half of an extended number is covered but not sent. */
  private void authenticate(byte[] packet, int at, int length, long sequence)
      throws GeneralSecurityException {
    keyOnce();
    mac.update(packet, at, length);
    if (extended) {
      ByteBuffer.wrap(upperSequence).putInt(0, (int) (sequence >>> Integer.SIZE));
      mac.update(upperSequence);
    }
    mac.doFinal(code, 0);
  }

  /** Key schedules are made at the first packet: idle SAs need none. */
  private void keyOnce() throws GeneralSecurityException {
    if (!keyed) {
      ivCipher.init(Cipher.ENCRYPT_MODE, ivKey);
      mac.init(integrityKey);
      keyed = true;
    }
  }

  /** In constant time. */
  private boolean codeMatches(byte[] packet, int at) {
    int difference = 0;
    for (int i = 0; i < checkValueLength(); i++) {
      difference |= code[i] ^ packet[at + i];
    }
    return difference == 0;
  }
}
