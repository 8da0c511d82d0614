package io.gatehouse.node.net;

import io.gatehouse.cluster.dataplane.DatagramSender;
import io.gatehouse.cluster.ingress.IkeReceiver;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The node's UDP sockets: one for IKE and one for NAT traversal on each address. They are bound
 * first, and read when {@link #start} has said by whom datagrams are taken.
 */
public final class UdpSockets implements DatagramSender, EspSender, AutoCloseable {

  private static final int CLOSE_SECONDS = 5;

  private final EventLoopGroup threads;
  private final Counters<UdpEvent> counters = new Counters<>(UdpEvent.class);
  private final Map<InetSocketAddress, UdpSocket> sockets = new LinkedHashMap<>();

  private UdpSockets(EventLoopGroup threads) {
    this.threads = threads;
  }

  /**
   * Binds all sockets, for a process that reads ESP itself.
   *
   * @throws ListenException when one cannot be bound, with the reason; none stays bound
   */
  public static UdpSockets bind(UdpSettings settings) {
    return open(settings, EspReading.PROCESS, InheritedSockets.NONE);
  }

  /**
   * Takes over the sockets that systemd hands over, or binds them all when it hands over none.
   *
   * @throws ListenException when that cannot be done, with the reason; none stays bound
   */
  public static UdpSockets open(
      UdpSettings settings, EspReading espReading, InheritedSockets inherited) {
    return open(settings, espReading, inherited, Transport.best());
  }

  static UdpSockets open(
      UdpSettings settings,
      EspReading espReading,
      InheritedSockets inherited,
      Transport transport) {
    int threadCount =
        Math.min(2 * settings.addresses().size(), Runtime.getRuntime().availableProcessors());
    UdpSockets sockets = new UdpSockets(transport.threads(threadCount));
    try {
      new UdpBinding(transport, sockets.threads, espReading, sockets.counters)
          .open(settings, inherited, sockets::add);
      return sockets;
    } catch (RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  private void add(UdpSocket socket) {
    sockets.put(socket.address(), socket);
  }

  /**
   * Begins to read. To be called once.
   *
   * @param headend the name of this machine, for the paths of what is read
   */
  public void start(String headend, IkeReceiver ike, EspReceiver esp) {
    for (UdpSocket socket : sockets.values()) {
      socket
          .channel()
          .pipeline()
          .addFirst(
              new DatagramHandler(
                  socket.address(), headend, socket.natTraversal(), ike, esp, counters));
      socket.channel().config().setAutoRead(true);
    }
  }

  /** The bound addresses for IKE, with the ports that the system chose where the setting was 0. */
  public List<InetSocketAddress> ikeAddresses() {
    return addresses(false);
  }

  /** The bound addresses for NAT traversal, in the same order. */
  public List<InetSocketAddress> natTraversalAddresses() {
    return addresses(true);
  }

  private List<InetSocketAddress> addresses(boolean natTraversal) {
    return sockets.values().stream()
        .filter(socket -> socket.natTraversal() == natTraversal)
        .map(UdpSocket::address)
        .toList();
  }

  @Override
  public void send(Path path, List<Octets> datagrams) {
    UdpSocket socket = sockets.get(path.local());
    if (socket == null) {
      counters.count(UdpEvent.SEND_NO_SOCKET);
      return;
    }
    int marker = socket.natTraversal() ? UdpEncapsulation.NON_ESP_MARKER : 0;
    for (Octets datagram : datagrams) {
      ByteBuf message = socket.buffer(marker + datagram.length());
      message.writeZero(marker).writeBytes(datagram.array());
      socket.sendIke(path.remote(), message);
    }
  }

  @Override
  public void send(Path path, ByteBuffer esp, int length) {
    UdpSocket socket = sockets.get(path.local());
    if (socket == null || !socket.natTraversal()) {
      counters.count(UdpEvent.SEND_NO_SOCKET);
    } else if (!socket.takesEsp()) {
      counters.count(UdpEvent.SEND_CONGESTED, Math.ceilDiv(esp.remaining(), length));
    } else {
      socket.sendEsp(path.remote(), socket.buffer(esp.remaining()).writeBytes(esp), length);
    }
  }

  /** Whether all of them can still receive and send. */
  public boolean areOpen() {
    return sockets.values().stream().allMatch(socket -> socket.channel().isOpen());
  }

  /** What was received, sent and dropped since the start. */
  public Map<UdpEvent, Long> events() {
    return counters.snapshot();
  }

  /** Closes the sockets, and waits a few seconds for their threads. */
  @Override
  public void close() {
    sockets.values().forEach(socket -> socket.channel().close().awaitUninterruptibly());
    threads
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
