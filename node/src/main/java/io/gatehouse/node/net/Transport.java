package io.gatehouse.node.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** How sockets are made: Linux's epoll with many datagrams for each system call, or else NIO. */
enum Transport {
  EPOLL,
  NIO;

  /**
   * An IKE message with long certificates fills a datagram that IP has reassembled, so each slot
   * takes the longest there is. Memory that no datagram reaches is never touched: measured, 8 such
   * slots are as good as 64 of 2048 octets, while 16 make a buffer of 1 MiB and cost twice as much.
   */
  private static final int LONGEST_DATAGRAM = 65_535;

  private static final int DATAGRAMS_PER_READ = 8;
  private static final int SOCKET_BUFFER = 4 << 20;
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(1 << 20, 4 << 20);

  // linux/in.h and linux/in6.h: let routers fragment, since ICMP is often lost on the way back.
  private static final ChannelOption<Integer> IP_MTU_DISCOVER =
      new IntegerUnixChannelOption("IP_MTU_DISCOVER", 0, 10);
  private static final ChannelOption<Integer> IPV6_MTU_DISCOVER =
      new IntegerUnixChannelOption("IPV6_MTU_DISCOVER", 41, 23);
  private static final int PMTUDISC_DONT = 0;

  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  EventLoopGroup threads(int count) {
    IoHandlerFactory handlers =
        switch (this) {
          case EPOLL -> EpollIoHandler.newFactory();
          case NIO -> NioIoHandler.newFactory();
        };
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("udp", true), handlers);
  }

  /**
   * Binds a socket that does not read yet.
   *
   * @param esp whether many datagrams of one peer come in a row: the kernel then joins them, which
   *     Netty can take apart again when it reads one at a time
   */
  ChannelFuture bind(
      EventLoopGroup threads, InetSocketAddress address, boolean esp, ChannelHandler handler) {
    boolean version6 = address.getAddress() instanceof Inet6Address;
    return bootstrap(threads, version6, esp, handler)
        .channelFactory(() -> channel(version6))
        .bind(address)
        .awaitUninterruptibly();
  }

  /** The same with a socket that is bound already, which only {@link #EPOLL} can do. */
  ChannelFuture adopt(
      EventLoopGroup threads, InheritedSocket socket, boolean esp, ChannelHandler handler) {
    boolean version6 = socket.address().getAddress() instanceof Inet6Address;
    return bootstrap(threads, version6, esp, handler)
        .channelFactory(() -> new EpollDatagramChannel(socket.descriptor()))
        .register()
        .awaitUninterruptibly();
  }

  private Bootstrap bootstrap(
      EventLoopGroup threads, boolean version6, boolean esp, ChannelHandler handler) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(threads)
            .handler(handler)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT);
    switch (this) {
      case EPOLL ->
          bootstrap
              .option(EpollChannelOption.UDP_GRO, esp)
              .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LONGEST_DATAGRAM)
              .option(
                  ChannelOption.RECVBUF_ALLOCATOR,
                  new FixedRecvByteBufAllocator(LONGEST_DATAGRAM * (esp ? 1 : DATAGRAMS_PER_READ)))
              .option(version6 ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER, PMTUDISC_DONT);
      case NIO ->
          bootstrap.option(
              ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST_DATAGRAM));
    }
    return bootstrap;
  }

  private Channel channel(boolean version6) {
    SocketProtocolFamily family = version6 ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    return switch (this) {
      case EPOLL -> new EpollDatagramChannel(family);
      case NIO -> new NioDatagramChannel(family);
    };
  }
}
