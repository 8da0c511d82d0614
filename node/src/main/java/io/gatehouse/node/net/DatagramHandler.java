package io.gatehouse.node.net;

import io.gatehouse.cluster.ingress.IkeReceiver;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.metrics.EventBudget;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.octets.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells IKE from ESP on one socket. Netty's buffers end here. */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

  private static final Logger LOG = LoggerFactory.getLogger(DatagramHandler.class);
  private static final int LONGEST_DATAGRAM = 65_535;

  private final InetSocketAddress local;
  private final String headend;
  private final boolean natTraversal;
  private final IkeReceiver ike;
  private final EspReceiver esp;
  private final Counters<UdpEvent> counters;
  private final EventBudget faultsLogged = new EventBudget(1, System.nanoTime());

  /** Ciphers are faster at heap arrays than at the direct buffers that sockets read into. */
  private final byte[] espPacket;

  /** Where the last ESP packet came from, as the next one often does. */
  private Optional<Path> lastPath = Optional.empty();

  DatagramHandler(
      InetSocketAddress local,
      String headend,
      boolean natTraversal,
      IkeReceiver ike,
      EspReceiver esp,
      Counters<UdpEvent> counters) {
    this.local = local;
    this.headend = headend;
    this.natTraversal = natTraversal;
    this.ike = ike;
    this.esp = esp;
    this.counters = counters;
    this.espPacket = new byte[natTraversal ? LONGEST_DATAGRAM : 0];
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
    try {
      received(datagram);
    } catch (RuntimeException e) {
      counters.count(UdpEvent.RECEIVED_FAULT);
      if (faultsLogged.take(System.nanoTime())) {
        LOG.error("A datagram from {} was lost", datagram.sender(), e);
      }
    }
  }

  private void received(DatagramPacket datagram) {
    ByteBuf content = datagram.content();
    switch (kind(content)) {
      case IKE -> receivedIke(datagram.sender(), content);
      case ESP -> receivedEsp(datagram.sender(), content);
      case KEEPALIVE -> counters.count(UdpEvent.KEEPALIVE_RECEIVED);
      case TOO_SHORT -> counters.count(UdpEvent.RECEIVED_TOO_SHORT);
    }
  }

  private UdpEncapsulation kind(ByteBuf content) {
    if (natTraversal) {
      return UdpEncapsulation.of(content);
    }
    return content.readableBytes() < UdpEncapsulation.IKE_HEADER
        ? UdpEncapsulation.TOO_SHORT
        : UdpEncapsulation.IKE;
  }

  private void receivedIke(InetSocketAddress from, ByteBuf content) {
    counters.count(UdpEvent.IKE_RECEIVED);
    content.skipBytes(natTraversal ? UdpEncapsulation.NON_ESP_MARKER : 0);
    byte[] message = new byte[content.readableBytes()];
    content.readBytes(message);
    ike.received(path(from), Octets.owned(message));
  }

  private void receivedEsp(InetSocketAddress from, ByteBuf content) {
    counters.count(UdpEvent.ESP_RECEIVED);
    int length = content.readableBytes();
    content.readBytes(espPacket, 0, length);
    esp.receive(espPath(from), ByteBuffer.wrap(espPacket, 0, length));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (natTraversal) {
      esp.flush();
    }
    context.fireChannelReadComplete();
  }

  private Path espPath(InetSocketAddress from) {
    Path path = lastPath.filter(last -> last.remote().equals(from)).orElseGet(() -> path(from));
    lastPath = Optional.of(path);
    return path;
  }

  /** Netty's own address type would keep more alive than address and port. */
  private Path path(InetSocketAddress from) {
    return new Path(local, new InetSocketAddress(from.getAddress(), from.getPort()), headend);
  }
}
