package io.gatehouse.node.net;

import io.gatehouse.cluster.dataplane.DatagramSender;
import io.gatehouse.cluster.ingress.IkeReceiver;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The node's UDP sockets: one for IKE and one for NAT traversal on each address. They are bound
 * first, and read when {@link #start} has said by whom datagrams are taken.
 */
public final class UdpSockets implements DatagramSender, EspSender, AutoCloseable {

  private static final int CLOSE_SECONDS = 5;

  private final EventLoopGroup threads;
  private final Transport transport;
  private final Counters<UdpEvent> counters = new Counters<>(UdpEvent.class);
  private final Map<InetSocketAddress, UdpSocket> sockets = new LinkedHashMap<>();

  private UdpSockets(Transport transport, int threadCount) {
    this.transport = transport;
    this.threads = transport.threads(threadCount);
  }

  /**
   * Binds all sockets.
   *
   * @throws ListenException when one cannot be bound, with the reason; none stays bound
   */
  public static UdpSockets bind(UdpSettings settings) {
    return bind(settings, Transport.best());
  }

  static UdpSockets bind(UdpSettings settings, Transport transport) {
    int wanted = 2 * settings.addresses().size();
    int threadCount = Math.min(wanted, Runtime.getRuntime().availableProcessors());
    UdpSockets sockets = new UdpSockets(transport, threadCount);
    try {
      for (InetAddress address : settings.addresses()) {
        sockets.add(new InetSocketAddress(address, settings.ikePort()), false);
        sockets.add(new InetSocketAddress(address, settings.natTraversalPort()), true);
      }
      return sockets;
    } catch (RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  private void add(InetSocketAddress address, boolean natTraversal) {
    ChannelFuture bound =
        transport.bind(threads, address, natTraversal, new SocketErrors(counters));
    if (!bound.isSuccess()) {
      throw new ListenException(reason(address, bound.cause()));
    }
    UdpSocket socket = new UdpSocket(bound.channel(), natTraversal, counters);
    sockets.put(socket.address(), socket);
  }

  private static String reason(InetSocketAddress address, Throwable cause) {
    String system = String.valueOf(cause.getMessage());
    return "cannot listen on "
        + address.getAddress().getHostAddress()
        + " UDP port "
        + address.getPort()
        + ": "
        + advice(system).orElse(system);
  }

  private static Optional<String> advice(String system) {
    if (system.contains("already in use")) {
      return Optional.of("another process uses it; is another IKE daemon running?");
    }
    if (system.contains("Cannot assign requested address")) {
      return Optional.of("this machine has no such address");
    }
    if (system.contains("Permission denied")) {
      return Optional.of("ports below 1024 take root or CAP_NET_BIND_SERVICE");
    }
    return Optional.empty();
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
