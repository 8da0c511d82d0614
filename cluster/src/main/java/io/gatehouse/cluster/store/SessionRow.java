package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Secret;

/**
 * A session's state as it is stored.
 *
 * @param columns in the clear, to search by
 * @param record everything that another node needs to go on; it is encrypted before it leaves the
 *     process
 */
public record SessionRow(SearchColumns columns, Secret record) {

  public static final int MAX_RECORD_OCTETS = 256 * 1024;

  /**
   * @throws IllegalArgumentException when the record is longer than {@link #MAX_RECORD_OCTETS}
   */
  public SessionRow {
    if (record.length() > MAX_RECORD_OCTETS) {
      throw new IllegalArgumentException(
          "a session's record has %d octets; at most %d can be stored"
              .formatted(record.length(), MAX_RECORD_OCTETS));
    }
  }
}
