package io.gatehouse.client.load;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.Command;
import io.gatehouse.client.initiator.Effect;
import io.gatehouse.client.initiator.Initiator;
import io.gatehouse.client.net.SharedSocket;
import io.gatehouse.protocol.octets.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One client of many: it has an IKE SA, but lets go what comes through the tunnel. It is {@code
 * busy} while it connects or leaves, and says when it is so no more.
 */
final class SimulatedClient {

  private final Initiator initiator;
  private final SharedSocket socket;
  private final Tally tally;
  private final Stay stay;
  private final Deadlines deadlines;
  private final Runnable settled;

  private final Set<Long> spis = new HashSet<>(2);
  private long begunNanos;
  private boolean connected;
  private boolean busy;
  private boolean leaving;
  private volatile boolean over;
  private long calledAtMillis = Long.MAX_VALUE;
  private Optional<Probe> probe = Optional.empty();
  private long nextProbeMillis = Long.MAX_VALUE;

  /** What a client does when it is connected. */
  sealed interface Stay {

    /** Leaves at once. */
    record Passing() implements Stay {}

    record Held(Optional<Duration> probing, ProbeLog log) implements Stay {}
  }

  /** A dead peer detection under way. */
  private record Probe(Instant sent, long sentNanos) {}

  /**
   * @param settled is called each time that the client has connected to stay, or has ended
   */
  SimulatedClient(
      Initiator initiator,
      SharedSocket socket,
      Tally tally,
      Stay stay,
      Deadlines deadlines,
      Runnable settled) {
    this.initiator = initiator;
    this.socket = socket;
    this.tally = tally;
    this.stay = stay;
    this.deadlines = deadlines;
    this.settled = settled;
  }

  synchronized void begin() {
    busy = true;
    begunNanos = System.nanoTime();
    perform(initiator.begin(Instant.now()));
  }

  synchronized void receive(Octets datagram) {
    perform(initiator.receive(datagram, Instant.now()));
  }

  /** Does what is due. A call that an earlier one has replaced is none. */
  synchronized void tick(long atMillis) {
    if (atMillis != calledAtMillis) {
      return;
    }
    calledAtMillis = Long.MAX_VALUE;
    Instant now = Instant.now();
    if (now.toEpochMilli() >= nextProbeMillis) {
      probe(now);
    }
    perform(initiator.tick(now));
  }

  /** Whether nothing can follow. */
  boolean over() {
    return over;
  }

  /** Deletes the IKE SA, if there is one. */
  synchronized void leave() {
    busy = true;
    if (connected) {
      delete();
    } else {
      settle();
    }
  }

  private void delete() {
    leaving = true;
    nextProbeMillis = Long.MAX_VALUE;
    perform(initiator.command(Command.DELETE, Instant.now()));
  }

  private void perform(List<Effect> effects) {
    effects.forEach(this::perform);
    long due = initiator.deadline().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    callAt(Math.min(due, nextProbeMillis));
  }

  /** A deadline that moves away, as it does with each response, does not touch the clock. */
  private void callAt(long millis) {
    if (!over && millis < calledAtMillis) {
      calledAtMillis = millis;
      deadlines.callAt(millis, this);
    }
  }

  /** One at a time, as the window of one request wants it. */
  private void probe(Instant now) {
    if (stay instanceof Stay.Held(Optional<Duration> probing, var _) && probing.isPresent()) {
      nextProbeMillis = now.plus(probing.get()).toEpochMilli();
      if (connected && probe.isEmpty()) {
        probe = Optional.of(new Probe(now, System.nanoTime()));
        perform(initiator.command(Command.PROBE, now));
      }
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Send(boolean natTraversal, Octets message) -> {
        if (spis.isEmpty()) {
          attach(SharedSocket.initiatorSpi(message));
        }
        socket.send(natTraversal, message);
      }
      case Effect.LogKeys keys -> attach(keys.sa().initiatorSpi());
      case Effect.Report(ClientEvent event) -> happened(event);
      case Effect.Install _, Effect.Remove _, Effect.Configure _ -> {}
    }
  }

  private void attach(long initiatorSpi) {
    if (spis.add(initiatorSpi)) {
      socket.attach(initiatorSpi, this::receive);
    }
  }

  private void happened(ClientEvent event) {
    if (event instanceof ClientEvent.Connected) {
      connected();
    } else if (event.last()) {
      ended(event);
    } else {
      noticed(event);
    }
  }

  private void noticed(ClientEvent event) {
    if (event instanceof ClientEvent.Alive) {
      probe.ifPresent(this::answered);
      probe = Optional.empty();
    } else if (event instanceof ClientEvent.Retransmitted && probe.isPresent()) {
      tally.probedAgain();
    }
    tally.noticed(event);
  }

  private void answered(Probe answered) {
    long nanos = System.nanoTime() - answered.sentNanos();
    tally.answered(nanos);
    if (stay instanceof Stay.Held(var _, ProbeLog log)) {
      log.answered(answered.sent(), nanos);
    }
  }

  private void connected() {
    connected = true;
    tally.connected(begunNanos, System.nanoTime());
    switch (stay) {
      case Stay.Passing() -> delete();
      case Stay.Held(Optional<Duration> probing, var _) -> {
        probing.ifPresent(this::beginProbing);
        settle();
      }
    }
  }

  /** Clients that came in a throng do not probe in one. */
  private void beginProbing(Duration interval) {
    long wait = ThreadLocalRandom.current().nextLong(interval.toMillis());
    nextProbeMillis = System.currentTimeMillis() + wait;
  }

  private void ended(ClientEvent event) {
    connected = false;
    over = true;
    spis.forEach(socket::detach);
    if (!asIntended(event)) {
      tally.failed(reason(event));
    }
    settle();
  }

  private boolean asIntended(ClientEvent end) {
    return end instanceof ClientEvent.Vanished || (leaving && end instanceof ClientEvent.Deleted);
  }

  private void settle() {
    if (busy) {
      busy = false;
      settled.run();
    }
  }

  private static String reason(ClientEvent event) {
    return switch (event) {
      case ClientEvent.AuthenticationFailed(String reason) -> "authentication failed: " + reason;
      case ClientEvent.Failed(String reason) -> reason;
      case ClientEvent.TimedOut(String exchange) -> "no answer to " + exchange;
      case ClientEvent.Deleted deleted -> "deleted by the " + deleted.by();
      case ClientEvent.Vanished vanished -> "vanished after " + vanished.after();
      case ClientEvent.Connected _,
          ClientEvent.Asked _,
          ClientEvent.Banner _,
          ClientEvent.Retransmitted _,
          ClientEvent.Alive _,
          ClientEvent.Probed _,
          ClientEvent.Synchronized _,
          ClientEvent.Rekeyed _,
          ClientEvent.RekeyRefused _ ->
          throw new IllegalArgumentException("not the end: " + event);
    };
  }
}
