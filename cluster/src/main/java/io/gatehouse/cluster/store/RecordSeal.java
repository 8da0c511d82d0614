package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Encryption of session records at rest. The place of one is its session number (32 bits) and
 * revision (64 bits): a record that was moved to another row, or put back from an older backup of
 * the row, does not open. A busy cluster writes the 2³² records that are good for one key in days:
 * each revision has its own.
 */
final class RecordSeal {

  private final Seal seal;

  RecordSeal(SealingKeys keys, SecureRandom random) {
    this.seal = new Seal(keys, random, "gatehouse session record");
  }

  Octets seal(SessionNumber session, long revision, Secret record) {
    return seal.seal(place(session, revision), record);
  }

  /**
   * @throws UnreadableRecord when the record is not what {@link #seal} made for this session and
   *     revision with one of the keys
   */
  Secret open(SessionNumber session, long revision, Octets sealed) {
    return seal.open(
        place(session, revision),
        sealed,
        why -> new UnreadableRecord("session " + session + ", revision " + revision, why));
  }

  private static byte[] place(SessionNumber session, long revision) {
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
        .putInt(session.value())
        .putLong(revision)
        .array();
  }
}
