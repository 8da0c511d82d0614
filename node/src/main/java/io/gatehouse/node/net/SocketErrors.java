package io.gatehouse.node.net;

import io.gatehouse.node.metrics.Counters;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts what goes wrong with datagrams, such as a client that cannot be reached any more: that is
 * no news for a log.
 */
@Sharable
final class SocketErrors extends ChannelInboundHandlerAdapter {

  private final Counters<UdpEvent> counters;

  SocketErrors(Counters<UdpEvent> counters) {
    this.counters = counters;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    counters.count(UdpEvent.SOCKET_ERROR);
  }
}
