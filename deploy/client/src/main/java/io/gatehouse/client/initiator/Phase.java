package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.Optional;

/** A stretch of a client's life. Each step leads to the phase that follows it, often the same. */
interface Phase {

  /** Any datagram from the headend, without a non-ESP marker. */
  Phase receive(Octets datagram, Instant now);

  /** Time has passed. */
  Phase tick(Instant now);

  default Phase command(Command command, Instant now) {
    return this;
  }

  /** When {@link #tick} is due. */
  Optional<Instant> deadline();

  /** Nothing happens any more. */
  record Over() implements Phase {
    @Override
    public Phase receive(Octets datagram, Instant now) {
      return this;
    }

    @Override
    public Phase tick(Instant now) {
      return this;
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.empty();
    }
  }
}
