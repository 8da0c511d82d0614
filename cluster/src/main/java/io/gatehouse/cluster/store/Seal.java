package io.gatehouse.cluster.store;

import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption at rest, AES-256-GCM, of what has a place in the database.
 *
 * <pre>
 * format version:8 | master key id:32 | nonce:96 | ciphertext | tag:128
 * </pre>
 *
 * <p>Numbers are big-endian; the version is 1. The additional authenticated data are version,
 * master key id and place: what was moved to another place does not open.
 *
 * <p>A random 96-bit nonce is good for 2³² records of one key (NIST SP 800-38D section 8.3). So
 * each place has a key of its own, expanded from the master key with HKDF-SHA256 (RFC 5869).
 */
final class Seal {

  private static final byte FORMAT = 1;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_OCTETS = 16;
  private static final int HEADER_OCTETS = 1 + Integer.BYTES + NONCE_OCTETS;

  private final SealingKeys keys;
  private final SecureRandom random;
  private final byte[] purpose;

  /**
   * @param purpose keeps the keys of different tables apart
   */
  Seal(SealingKeys keys, SecureRandom random, String purpose) {
    this.keys = keys;
    this.random = random;
    this.purpose = purpose.getBytes(StandardCharsets.US_ASCII);
  }

  Octets seal(byte[] place, Secret record) {
    int keyId = keys.sealingId();
    byte[] nonce = new byte[NONCE_OCTETS];
    random.nextBytes(nonce);
    byte[] sealed = new byte[HEADER_OCTETS + record.length() + TAG_OCTETS];
    ByteBuffer.wrap(sealed).put(FORMAT).putInt(keyId).put(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.key(keyId).orElseThrow(), place, sealed);
      cipher.doFinal(record.reveal(), 0, record.length(), sealed, HEADER_OCTETS);
      return Octets.owned(sealed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES-256-GCM", impossible);
    }
  }

  /** Whether {@link #seal} would take the same master key. */
  boolean isCurrent(Octets sealed) {
    return sealed.length() >= HEADER_OCTETS && sealed.buffer().getInt(1) == keys.sealingId();
  }

  /**
   * @param unreadable is thrown, made of the reason, when this is not what {@link #seal} made for
   *     the place with one of the keys
   */
  Secret open(byte[] place, Octets sealed, Function<String, UnreadableRecord> unreadable) {
    if (sealed.length() < HEADER_OCTETS + TAG_OCTETS) {
      throw unreadable.apply("it is cut off after " + sealed.length() + " octets");
    }
    if (sealed.at(0) != FORMAT) {
      throw unreadable.apply(
          "its format is %d, this version reads %d".formatted(sealed.at(0), FORMAT));
    }
    int keyId = sealed.buffer().getInt(1);
    Secret key =
        keys.key(keyId)
            .orElseThrow(
                () ->
                    unreadable.apply(
                        "master key %d is not in the key file"
                            .formatted(Integer.toUnsignedLong(keyId))));
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, place, sealed.array());
      return Secret.owned(
          cipher.doFinal(sealed.array(), HEADER_OCTETS, sealed.length() - HEADER_OCTETS));
    } catch (AEADBadTagException changed) {
      throw unreadable.apply(
          "it was changed, or encrypted with another key under the same id, or for another place");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES-256-GCM", impossible);
    }
  }

  private Cipher cipher(int mode, Secret masterKey, byte[] place, byte[] sealed)
      throws GeneralSecurityException {
    byte[] context =
        ByteBuffer.allocate(1 + Integer.BYTES + place.length)
            .put(sealed, 0, 1 + Integer.BYTES)
            .put(place)
            .array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        recordKey(masterKey, context),
        new GCMParameterSpec(TAG_OCTETS * Byte.SIZE, sealed, 1 + Integer.BYTES, NONCE_OCTETS));
    cipher.updateAAD(context);
    return cipher;
  }

  private SecretKey recordKey(Secret masterKey, byte[] context) throws GeneralSecurityException {
    byte[] info =
        ByteBuffer.allocate(purpose.length + context.length).put(purpose).put(context).array();
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            "AES",
            HKDFParameterSpec.expandOnly(
                new SecretKeySpec(masterKey.reveal(), "HKDF-SHA256"), info, 32));
  }
}
