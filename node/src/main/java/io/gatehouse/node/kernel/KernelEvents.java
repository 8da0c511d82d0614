package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.metrics.EventBudget;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkListener;
import io.gatehouse.node.netlink.NetlinkListener.Received;
import io.gatehouse.node.netlink.NetlinkMessage;
import io.gatehouse.node.xfrm.Replay;
import io.gatehouse.node.xfrm.SaId;
import io.gatehouse.node.xfrm.XfrmEvent;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the kernel tells, on a thread of its own, and brings it to the sessions.
 *
 * @param headend this machine's name in paths
 * @param poll when what was told got lost
 */
record KernelEvents(
    NetlinkListener listener,
    Tags tags,
    String headend,
    SaDatabase database,
    SaLimits limits,
    KernelPoll poll,
    DataPlaneEvents events,
    Counters<KernelEvent> counters) {

  private static final Logger LOG = LoggerFactory.getLogger(KernelEvents.class);

  /** In general the session removes what has ended, after a word with the client. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

  void start() {
    Thread.ofPlatform().daemon().name("xfrm-events").start(this::hear);
  }

  private void hear() {
    EventBudget faultsLogged = new EventBudget(1, System.nanoTime());
    boolean open = true;
    while (open) {
      try {
        open = handle(listener.next(-1));
      } catch (NetlinkException.Refused e) {
        LOG.error("No more is heard of the kernel's ESP: {}", e.getMessage());
        open = false;
      } catch (RuntimeException e) {
        if (faultsLogged.take(System.nanoTime())) {
          LOG.error("What the kernel told was lost", e);
        }
      }
    }
  }

  private boolean handle(Received received) {
    return switch (received) {
      case Received.Messages(List<NetlinkMessage> messages) -> {
        messages.forEach(message -> XfrmEvent.read(message).ifPresent(this::handle));
        yield true;
      }
      case Received.Lost() -> {
        counters.count(KernelEvent.EVENTS_LOST);
        poll.now();
        yield true;
      }
      case Received.Nothing() -> true;
      case Received.Closed() -> false;
    };
  }

  private void handle(XfrmEvent event) {
    switch (event) {
      case XfrmEvent.Mapped mapped -> mapped(mapped);
      case XfrmEvent.Expired expired -> expired(expired);
      case XfrmEvent.Acquired _ -> counters.count(KernelEvent.STATE_MISSING);
      case XfrmEvent.Advanced advanced -> advanced(advanced);
    }
  }

  private Optional<InstalledSa> inbound(SaId id) {
    return database.find(id.spi()).filter(sa -> sa.pair().inbound().id().equals(id));
  }

  private void mapped(XfrmEvent.Mapped mapped) {
    inbound(mapped.id())
        .ifPresent(
            sa -> {
              InetSocketAddress local =
                  new InetSocketAddress(mapped.id().destination(), tags.port());
              Path path = new Path(local, mapped.now(), headend);
              if (sa.isNews(path)) {
                counters.count(KernelEvent.PATH_CHANGED);
                events.pathChanged(mapped.id().spi(), path);
              }
            });
  }

  private void advanced(XfrmEvent.Advanced advanced) {
    Optional<SaPair> pair = inbound(advanced.id()).map(InstalledSa::pair);
    Optional<Replay> replay = advanced.replay();
    if (pair.isPresent() && replay.isPresent()) {
      counters.count(KernelEvent.MANY_RECEIVED);
      events.received(pair.get().inboundSpi(), pair.get().outboundSpi(), replay.get().received());
    }
  }

  /** An inbound state has its own SPI's reqid, an outbound one that of the pair as reqid. */
  private void expired(XfrmEvent.Expired expired) {
    inbound(expired.id())
        .or(
            () ->
                database
                    .find(expired.reqid())
                    .filter(sa -> sa.pair().outbound().id().equals(expired.id())))
        .ifPresent(sa -> expired(sa, expired));
  }

  private void expired(InstalledSa sa, XfrmEvent.Expired expired) {
    if (expired.hard()) {
      limits.hard(sa, expired.id(), expired.usage());
      poll.later(() -> limits.forget(sa), FORGOTTEN_AFTER);
    } else {
      limits.soft(sa);
    }
  }
}
