package io.gatehouse.cluster.store;

import io.gatehouse.protocol.octets.Secret;

/**
 * How a session's state becomes a row. Calls come from any thread.
 *
 * @param <S> the immutable state of a session
 */
public interface StateCodec<S> {

  SessionRow encode(S state);

  /**
   * Reads a record that this or another version of {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when it cannot be read; the message must not quote its content
   */
  S decode(Secret record);
}
