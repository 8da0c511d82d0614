package io.gatehouse.node.radius;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** One thread and its UDP sockets: epoll, which batches datagrams in a system call, or NIO. */
final class RadiusTransport implements AutoCloseable {

  private static final int BATCH = 16;
  private static final int RECEIVE_BUFFER = 1 << 20;

  private final MultiThreadIoEventLoopGroup group;
  private final Bootstrap bootstrap = new Bootstrap();

  RadiusTransport() {
    var threads = new DefaultThreadFactory("radius", true);
    if (Epoll.isAvailable()) {
      group = new MultiThreadIoEventLoopGroup(1, threads, EpollIoHandler.newFactory());
      bootstrap
          .channel(EpollDatagramChannel.class)
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, RadiusPacket.MAXIMUM_LENGTH)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(RadiusPacket.MAXIMUM_LENGTH * BATCH));
    } else {
      group = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
      bootstrap
          .channel(NioDatagramChannel.class)
          .option(
              ChannelOption.RECVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(RadiusPacket.MAXIMUM_LENGTH));
    }
    bootstrap.group(group).option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER);
  }

  IoEventLoop loop() {
    return group.next();
  }

  /** A socket on a port that the kernel chooses: an attacker has to guess it. */
  ChannelFuture open(ChannelHandler handler) {
    return bootstrap.clone().handler(handler).bind(0);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
