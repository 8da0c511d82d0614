package io.gatehouse.client.initiator;

import io.gatehouse.protocol.octets.Octets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One client, from its first message to its last. It does nothing by itself: each call says what
 * happened, and returns what is to be done. For one thread at a time.
 */
public final class Initiator {

  private final Outbox outbox;
  private Phase phase = new Phase.Over();
  private final Surroundings surroundings;

  public Initiator(InitiatorSettings settings, SecureRandom random) {
    outbox = new Outbox(settings.vanishAfter());
    surroundings = new Surroundings(settings, random, outbox);
  }

  /** Sends the first message. */
  public List<Effect> begin(Instant now) {
    phase = SaInit.begin(surroundings, now);
    return outbox.drain();
  }

  /** A datagram has come, without a non-ESP marker: any octets. */
  public List<Effect> receive(Octets datagram, Instant now) {
    if (!outbox.vanished()) {
      phase = phase.receive(datagram, now);
    }
    return outbox.drain();
  }

  /** It is {@link #deadline}. */
  public List<Effect> tick(Instant now) {
    if (!outbox.vanished()) {
      phase = phase.tick(now);
    }
    return outbox.drain();
  }

  /** Before the client is connected, and after its end, commands do nothing. */
  public List<Effect> command(Command command, Instant now) {
    if (!outbox.vanished()) {
      phase = phase.command(command, now);
    }
    return outbox.drain();
  }

  /** When {@link #tick} must be called. */
  public Optional<Instant> deadline() {
    return outbox.vanished() ? Optional.empty() : phase.deadline();
  }
}
