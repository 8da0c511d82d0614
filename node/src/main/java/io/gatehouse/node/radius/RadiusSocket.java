package io.gatehouse.node.radius;

import io.gatehouse.protocol.octets.Octets;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the sockets for a server, used on the event loop only. What is sent in one turn of the
 * loop leaves in one flush.
 */
final class RadiusSocket {

  private static final Logger LOG = LoggerFactory.getLogger(RadiusSocket.class);

  /** Gets datagrams with their source. */
  interface Receiver {
    void received(InetSocketAddress source, byte[] datagram);
  }

  private final InetSocketAddress server;
  private final ChannelFuture bound;
  private boolean flushing;

  RadiusSocket(RadiusTransport transport, InetSocketAddress server, Receiver receiver) {
    this.server = server;
    this.bound = transport.open(new Inbound(receiver));
    var _ =
        bound.addListener(
            result -> {
              if (!result.isSuccess()) {
                LOG.error("no socket for RADIUS server {}", server, result.cause());
              }
            });
  }

  void send(Octets packet) {
    var _ =
        bound.addListener(
            result -> {
              if (result.isSuccess()) {
                write(packet);
              }
            });
  }

  void close() {
    var _ = bound.channel().close();
  }

  private void write(Octets packet) {
    var _ =
        bound.channel().write(new DatagramPacket(Unpooled.wrappedBuffer(packet.array()), server));
    if (!flushing) {
      flushing = true;
      bound.channel().eventLoop().execute(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    var _ = bound.channel().flush();
  }

  private static final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Receiver receiver;

    Inbound(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
      receiver.received(datagram.sender(), ByteBufUtil.getBytes(datagram.content()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      LOG.debug("RADIUS socket: {}", cause.toString());
    }
  }
}
