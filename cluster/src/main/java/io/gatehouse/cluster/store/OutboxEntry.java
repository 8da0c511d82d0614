package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Octets;

/**
 * A record in the outbox.
 *
 * @param superseded an interim record that a later record of the session makes superfluous
 * @param attempts how often it was put off
 */
public record OutboxEntry(Key key, Octets body, boolean superseded, int attempts) {

  /** Which record it is: in the order of the revisions the records of a session are delivered. */
  public record Key(String sessionId, long revision) {}
}
