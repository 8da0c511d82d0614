package io.gatehouse.client.load;

import io.gatehouse.client.initiator.ClientEvent;
import io.gatehouse.client.initiator.Command;
import io.gatehouse.client.initiator.Effect;
import io.gatehouse.client.initiator.Initiator;
import io.gatehouse.client.net.SharedSocket;
import io.gatehouse.protocol.octets.Octets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One client of many: it has an IKE SA, but lets go what comes through the tunnel. It is {@code
 * busy} while it connects or leaves, and says when it is so no more.
 */
final class SimulatedClient {

  private final Initiator initiator;
  private final SharedSocket socket;
  private final Tally tally;
  private final boolean leavesAtOnce;
  private final Runnable settled;

  private final Set<Long> spis = new HashSet<>();
  private long begunNanos;
  private boolean connected;
  private boolean busy;
  private boolean leaving;
  private volatile boolean over;
  private volatile long dueMillis = Long.MAX_VALUE;

  /**
   * @param settled is called each time that the client has connected to stay, or has ended
   */
  SimulatedClient(
      Initiator initiator,
      SharedSocket socket,
      Tally tally,
      boolean leavesAtOnce,
      Runnable settled) {
    this.initiator = initiator;
    this.socket = socket;
    this.tally = tally;
    this.leavesAtOnce = leavesAtOnce;
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

  /** Sends again what is due. Cheap when nothing is. */
  void tick(Instant now) {
    if (now.toEpochMilli() >= dueMillis) {
      synchronized (this) {
        perform(initiator.tick(now));
      }
    }
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
    perform(initiator.command(Command.DELETE, Instant.now()));
  }

  private void perform(List<Effect> effects) {
    effects.forEach(this::perform);
    dueMillis = initiator.deadline().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
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
      tally.noticed(event);
    }
  }

  private void connected() {
    connected = true;
    tally.connected(begunNanos, System.nanoTime());
    if (leavesAtOnce) {
      delete();
    } else {
      settle();
    }
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
          ClientEvent.Retransmitted _,
          ClientEvent.Alive _,
          ClientEvent.Probed _,
          ClientEvent.Rekeyed _,
          ClientEvent.RekeyRefused _ ->
          throw new IllegalArgumentException("not the end: " + event);
    };
  }
}
