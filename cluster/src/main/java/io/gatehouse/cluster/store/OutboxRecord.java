package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Octets;

/**
 * Something to be told of a session, which comes into the outbox when the state that it belongs to
 * comes into the store.
 *
 * @param sessionId unique over time, unlike a session's number; at most {@link #MAX_SESSION_ID}
 *     characters
 * @param list the accounting list that says whom to tell, at most {@link #MAX_LIST} characters
 * @param interim whether a later record of the session makes it superfluous
 * @param body what to tell; it is not encrypted
 */
public record OutboxRecord(String sessionId, String list, boolean interim, Octets body) {

  public static final int MAX_SESSION_ID = 64;
  public static final int MAX_LIST = 512;

  /**
   * @throws IllegalArgumentException when a text is too long or holds a NUL
   */
  public OutboxRecord {
    SearchColumns.requireStorable("session id", sessionId, MAX_SESSION_ID);
    SearchColumns.requireStorable("accounting list", list, MAX_LIST);
  }
}
