package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption of records at rest, AES-256-GCM.
 *
 * <pre>
 * format version:8 | master key id:32 | nonce:96 | ciphertext | tag:128
 * </pre>
 *
 * <p>Numbers are big-endian; the version is 1. The additional authenticated data are version,
 * master key id, session number (32 bits) and revision (64 bits): a record that was moved to
 * another row, or put back from an older backup of the row, does not open.
 *
 * <p>A random 96-bit nonce is good for 2³² records of one key (NIST SP 800-38D section 8.3), which
 * a busy cluster writes in days. So each session and revision has a key of its own, expanded from
 * the master key with HKDF-SHA256 (RFC 5869).
 */
final class RecordSeal {

  private static final byte FORMAT = 1;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_OCTETS = 16;
  private static final int HEADER_OCTETS = 1 + Integer.BYTES + NONCE_OCTETS;
  private static final byte[] PURPOSE =
      "gatehouse session record".getBytes(StandardCharsets.US_ASCII);

  private final SealingKeys keys;
  private final SecureRandom random;

  RecordSeal(SealingKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  Octets seal(SessionNumber session, long revision, Secret record) {
    int keyId = keys.sealingId();
    byte[] nonce = new byte[NONCE_OCTETS];
    random.nextBytes(nonce);
    byte[] sealed = new byte[HEADER_OCTETS + record.length() + TAG_OCTETS];
    ByteBuffer.wrap(sealed).put(FORMAT).putInt(keyId).put(nonce);
    try {
      Cipher cipher =
          cipher(Cipher.ENCRYPT_MODE, keys.key(keyId).orElseThrow(), session, revision, sealed);
      cipher.doFinal(record.reveal(), 0, record.length(), sealed, HEADER_OCTETS);
      return Octets.owned(sealed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES-256-GCM", impossible);
    }
  }

  /**
   * @throws UnreadableRecord when the record is not what {@link #seal} made for this session and
   *     revision with one of the keys
   */
  Secret open(SessionNumber session, long revision, Octets sealed) {
    if (sealed.length() < HEADER_OCTETS + TAG_OCTETS) {
      throw new UnreadableRecord(session, "it is cut off after " + sealed.length() + " octets");
    }
    if (sealed.at(0) != FORMAT) {
      throw new UnreadableRecord(
          session, "its format is %d, this version reads %d".formatted(sealed.at(0), FORMAT));
    }
    int keyId = sealed.buffer().getInt(1);
    Secret key =
        keys.key(keyId)
            .orElseThrow(
                () ->
                    new UnreadableRecord(
                        session,
                        "master key %d is not in the key file"
                            .formatted(Integer.toUnsignedLong(keyId))));
    return open(session, revision, key, sealed.array());
  }

  private static Secret open(SessionNumber session, long revision, Secret key, byte[] sealed) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, session, revision, sealed);
      return Secret.owned(cipher.doFinal(sealed, HEADER_OCTETS, sealed.length - HEADER_OCTETS));
    } catch (AEADBadTagException changed) {
      throw new UnreadableRecord(
          session,
          "it was changed, or encrypted with another key under the same id, or is not of revision "
              + revision);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES-256-GCM", impossible);
    }
  }

  private static Cipher cipher(
      int mode, Secret masterKey, SessionNumber session, long revision, byte[] sealed)
      throws GeneralSecurityException {
    byte[] context =
        ByteBuffer.allocate(1 + 2 * Integer.BYTES + Long.BYTES)
            .put(sealed, 0, 1 + Integer.BYTES)
            .putInt(session.value())
            .putLong(revision)
            .array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        recordKey(masterKey, context),
        new GCMParameterSpec(TAG_OCTETS * Byte.SIZE, sealed, 1 + Integer.BYTES, NONCE_OCTETS));
    cipher.updateAAD(context);
    return cipher;
  }

  private static SecretKey recordKey(Secret masterKey, byte[] context)
      throws GeneralSecurityException {
    byte[] info =
        ByteBuffer.allocate(PURPOSE.length + context.length).put(PURPOSE).put(context).array();
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            "AES",
            HKDFParameterSpec.expandOnly(
                new SecretKeySpec(masterKey.reveal(), "HKDF-SHA256"), info, 32));
  }
}
