package io.gatehouse.node.net;

import io.gatehouse.node.metrics.Counters;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How the node comes by its sockets: it binds them, or takes them over from systemd. */
record UdpBinding(
    Transport transport,
    EventLoopGroup threads,
    EspReading espReading,
    Counters<UdpEvent> counters) {

  /**
   * Opens all of them.
   *
   * @param taker is given each one at once, also when a later one fails
   * @throws ListenException when one cannot be had, with the reason
   */
  void open(UdpSettings settings, InheritedSockets inherited, Consumer<UdpSocket> taker) {
    if (!inherited.isEmpty()) {
      requireEpoll("taking over sockets from systemd");
      adoptAll(settings, inherited, taker);
      return;
    }
    for (InetSocketAddress address : settings.ikeAddresses()) {
      bind(address, false, taker);
    }
    for (InetSocketAddress address : settings.natTraversalAddresses()) {
      bind(address, true, taker);
    }
  }

  private void bind(InetSocketAddress address, boolean natTraversal, Consumer<UdpSocket> taker) {
    ChannelFuture bound =
        transport.bind(threads, address, joins(natTraversal), new SocketErrors(counters));
    UdpSocket socket = opened(address, natTraversal, bound, taker);
    if (natTraversal && espReading == EspReading.KERNEL) {
      encapsulate(socket);
    }
  }

  private void adoptAll(
      UdpSettings settings, InheritedSockets inherited, Consumer<UdpSocket> taker) {
    List<InetSocketAddress> natTraversal = settings.natTraversalAddresses();
    List<InetSocketAddress> all = new ArrayList<>(settings.ikeAddresses());
    all.addAll(natTraversal);
    inherited
        .matching(all)
        .forEach((at, socket) -> adopt(at, natTraversal.contains(at), socket, taker));
  }

  private void adopt(
      InetSocketAddress address,
      boolean natTraversal,
      InheritedSocket inherited,
      Consumer<UdpSocket> taker) {
    ChannelFuture adopted =
        transport.adopt(threads, inherited, joins(natTraversal), new SocketErrors(counters));
    UdpSocket socket = opened(address, natTraversal, adopted, taker);
    if (natTraversal) {
      // Whatever it is: the process before may have left it otherwise.
      encapsulate(socket);
    }
  }

  private UdpSocket opened(
      InetSocketAddress address,
      boolean natTraversal,
      ChannelFuture future,
      Consumer<UdpSocket> taker) {
    if (!future.isSuccess()) {
      throw new ListenException(reason(address, future.cause()));
    }
    UdpSocket socket = new UdpSocket(future.channel(), natTraversal, counters);
    taker.accept(socket);
    return socket;
  }

  /**
   * Whether the kernel may join datagrams of one peer. Not where it reads ESP itself: before Linux
   * 6.7 it would take several packets for one.
   */
  private boolean joins(boolean natTraversal) {
    return natTraversal && espReading == EspReading.PROCESS;
  }

  private void encapsulate(UdpSocket socket) {
    requireEpoll("ESP in the kernel");
    try {
      socket.channel().config().setOption(EspReading.UDP_ENCAP, espReading.encapsulation());
    } catch (ChannelException e) {
      throw new ListenException(
          "the kernel does not take ESP out of UDP (UDP_ENCAP, CONFIG_XFRM): %s; data-plane = tun"
                  .formatted(e.getMessage())
              + " does without");
    }
  }

  private void requireEpoll(String purpose) {
    if (transport != Transport.EPOLL) {
      throw new ListenException(purpose + " takes epoll, which is not available here");
    }
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
}
