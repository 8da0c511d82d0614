package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Secret;
import java.util.Optional;

/**
 * How a session's state becomes a row. Calls come from any thread.
 *
 * @param <S> the immutable state of a session
 */
public interface StateCodec<S> {

  /**
   * Empty for the state of a session that is not established, or not any more: it has no row, and
   * the one it had goes.
   */
  Optional<SessionRow> encode(S state);

  /** What comes into the outbox when {@code state} comes into the store, or its row goes. */
  default Optional<OutboxRecord> record(S state) {
    return Optional.empty();
  }

  /**
   * Reads a record that this or another version of {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when it cannot be read; the message must not quote its content
   */
  S decode(Secret record);
}
