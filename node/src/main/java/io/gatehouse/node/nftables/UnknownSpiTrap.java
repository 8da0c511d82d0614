package io.gatehouse.node.nftables;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.metrics.EventBudget;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.NetlinkException.Refused;
import io.gatehouse.node.netlink.NetlinkFamily;
import io.gatehouse.node.netlink.NetlinkListener;
import io.gatehouse.node.netlink.NetlinkListener.Received;
import io.gatehouse.node.netlink.NetlinkMessage;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.NetlinkSocket;
import io.gatehouse.protocol.ike.exchange.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the packets that the table logs (NFLOG), and tells of their SPIs. */
final class UnknownSpiTrap implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownSpiTrap.class);

  /** Of packets that wait to be read: a few thousand. */
  private static final int RECEIVE_BUFFER = 8 << 20;

  private static final int LONGEST_PACKET = 65_535;
  private static final int FOR_EVER = -1;

  // linux/netfilter/nfnetlink_log.h; the message begins with struct nfgenmsg.
  private static final int NFULNL_MSG_PACKET = 4 << Byte.SIZE;
  private static final int NFGENMSG_LENGTH = 4;
  private static final int NFULA_PAYLOAD = 9;

  private final String headend;
  private final DataPlaneEvents events;
  private final Counters<FilterEvent> counters;
  private final NetlinkListener listener;
  private final EventBudget faultsLogged = new EventBudget(1, System.nanoTime());
  private final Thread reader = Thread.ofPlatform().daemon().name("nflog").unstarted(this::read);

  private UnknownSpiTrap(
      String headend,
      DataPlaneEvents events,
      Counters<FilterEvent> counters,
      NetlinkListener listener) {
    this.headend = headend;
    this.events = events;
    this.counters = counters;
    this.listener = listener;
  }

  /**
   * Takes the log, and begins to read.
   *
   * @param headend the name of this machine, for the paths
   * @throws DataPlaneException when that is not possible
   */
  static UnknownSpiTrap open(
      String headend, DataPlaneEvents events, Counters<FilterEvent> counters) {
    UnknownSpiTrap trap = new UnknownSpiTrap(headend, events, counters, listen());
    trap.reader.start();
    return trap;
  }

  private static NetlinkListener listen() {
    try {
      NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETLINK_NETFILTER, RECEIVE_BUFFER);
      try {
        require(socket, NetfilterRequest.bindLog(Ruleset.LOG_GROUP));
        require(socket, NetfilterRequest.copyPackets(Ruleset.LOG_GROUP, LONGEST_PACKET));
        return NetlinkListener.on(socket);
      } catch (RuntimeException e) {
        socket.close();
        throw e;
      }
    } catch (Refused e) {
      throw new DataPlaneException(reason(e));
    } catch (NetlinkException e) {
      throw new DataPlaneException(String.valueOf(e.getMessage()));
    }
  }

  private static void require(NetlinkSocket socket, NetlinkRequest request) {
    socket.request(request).orThrow("NFLOG group " + Ruleset.LOG_GROUP);
  }

  /** The permission has been seen to: without it there would be no table. */
  private static String reason(Refused refused) {
    return switch (refused.errno()) {
      case Errno.EPERM, Errno.EBUSY ->
          "NFLOG group %d is taken: another Gatehouse runs in this network namespace"
              .formatted(Ruleset.LOG_GROUP);
      case Errno.EINVAL, Errno.EPROTONOSUPPORT ->
          "the kernel lacks nfnetlink_log (CONFIG_NETFILTER_NETLINK_LOG): " + refused.getMessage();
      default -> String.valueOf(refused.getMessage());
    };
  }

  private void read() {
    boolean open = true;
    while (open) {
      try {
        open = handle(listener.next(FOR_EVER));
      } catch (Malformed _) {
        counters.count(FilterEvent.LOG_MALFORMED);
      } catch (Refused e) {
        LOG.error("No more packets with unknown SPIs are told: {}", e.getMessage());
        open = false;
      } catch (RuntimeException e) {
        counters.count(FilterEvent.FAULT);
        if (faultsLogged.take(System.nanoTime())) {
          LOG.error("A packet with an unknown SPI was lost", e);
        }
      }
    }
  }

  /** Whether there may be more. */
  private boolean handle(Received received) {
    switch (received) {
      case Received.Messages(var messages) -> messages.forEach(this::tell);
      case Received.Lost _ -> counters.count(FilterEvent.LOG_OVERRUN);
      case Received.Nothing _ -> {}
      case Received.Closed _ -> {
        return false;
      }
    }
    return true;
  }

  private void tell(NetlinkMessage message) {
    if (message.type() != NFULNL_MSG_PACKET) {
      return;
    }
    Optional<UnknownEsp> esp =
        message
            .payload()
            .skip(NFGENMSG_LENGTH)
            .attributes()
            .find(NFULA_PAYLOAD)
            .flatMap(packet -> UnknownEsp.in(packet.octets()));
    counters.count(esp.isPresent() ? FilterEvent.UNKNOWN_SPI : FilterEvent.LOG_MALFORMED);
    esp.ifPresent(
        packet ->
            events.unknownSpi(
                packet.spi(), new Path(packet.local(), packet.remote(), headend), packet.packet()));
  }

  @Override
  public void close() {
    listener.close();
  }
}
