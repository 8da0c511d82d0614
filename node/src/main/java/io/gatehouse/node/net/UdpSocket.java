package io.gatehouse.node.net;

import io.gatehouse.node.metrics.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One bound socket. Whoever sends puts its datagram into a bounded queue, and wakes the socket's
 * thread when that is not awake already; the thread writes all that there is, then flushes once, so
 * that one system call sends many.
 */
final class UdpSocket {

  private static final int QUEUE = 4096;

  /** Places in the queue that only IKE may take: a bulk transfer must not cut off the control. */
  private static final int RESERVED_FOR_IKE = 512;

  private static final int BATCH = 1024;

  private final Channel channel;
  private final InetSocketAddress address;
  private final boolean natTraversal;
  private final Counters<UdpEvent> counters;
  private final BlockingQueue<DatagramPacket> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicBoolean awake = new AtomicBoolean();

  UdpSocket(Channel channel, boolean natTraversal, Counters<UdpEvent> counters) {
    this.channel = channel;
    this.address = (InetSocketAddress) channel.localAddress();
    this.natTraversal = natTraversal;
    this.counters = counters;
  }

  Channel channel() {
    return channel;
  }

  InetSocketAddress address() {
    return address;
  }

  boolean natTraversal() {
    return natTraversal;
  }

  ByteBuf buffer(int octets) {
    return channel.alloc().directBuffer(octets, octets);
  }

  /** Takes {@code message} over. */
  void sendIke(InetSocketAddress to, ByteBuf message) {
    send(to, message, UdpEvent.IKE_SENT);
  }

  /** Whether an ESP packet would be taken now. */
  boolean takesEsp() {
    return queue.remainingCapacity() > RESERVED_FOR_IKE;
  }

  /** Takes {@code packet} over. */
  void sendEsp(InetSocketAddress to, ByteBuf packet) {
    send(to, packet, UdpEvent.ESP_SENT);
  }

  private void send(InetSocketAddress to, ByteBuf content, UdpEvent sent) {
    if (channel.isOpen() && queue.offer(new DatagramPacket(content, to))) {
      counters.count(sent);
      wake();
    } else {
      content.release();
      counters.count(UdpEvent.SEND_CONGESTED);
    }
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      try {
        channel.eventLoop().execute(this::drain);
      } catch (RejectedExecutionException closing) {
        discard();
      }
    }
  }

  private void drain() {
    // Before the queue is looked at: whoever adds to it from here on wakes the thread again.
    awake.set(false);
    for (int i = 0; i < BATCH; i++) {
      DatagramPacket datagram = queue.poll();
      if (datagram == null) {
        break;
      }
      if (channel.isWritable()) {
        // A void promise reports a failure through the pipeline, to SocketErrors.
        ChannelFuture _ = channel.write(datagram, channel.voidPromise());
      } else {
        datagram.release();
        counters.count(UdpEvent.SEND_CONGESTED);
      }
    }
    channel.flush();
    if (!queue.isEmpty()) {
      wake();
    }
  }

  private void discard() {
    for (DatagramPacket datagram = queue.poll(); datagram != null; datagram = queue.poll()) {
      datagram.release();
    }
  }
}
