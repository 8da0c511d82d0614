package io.gatehouse.node.net;

import io.gatehouse.node.metrics.Counters;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One bound socket. Whoever sends puts its datagram into a bounded queue, and wakes the socket's
 * thread when that is not awake already; the thread writes all that there is, then flushes once, so
 * that one system call sends many.
 */
final class UdpSocket {

  private static final int QUEUE = 4096;

  /** Of ESP; a datagram may stand for many packets. */
  private static final int QUEUED_OCTETS = 4 << 20;

  /** Places in the queue that only IKE may take: a bulk transfer must not cut off the control. */
  private static final int RESERVED_FOR_IKE = 512;

  private static final int BATCH = 1024;

  private final Channel channel;
  private final InetSocketAddress address;
  private final boolean natTraversal;
  private final boolean cutsSegments;
  private final Counters<UdpEvent> counters;
  private final BlockingQueue<DatagramPacket> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong queuedOctets = new AtomicLong();
  private final AtomicBoolean awake = new AtomicBoolean();

  UdpSocket(Channel channel, boolean natTraversal, Counters<UdpEvent> counters) {
    this.channel = channel;
    this.address = (InetSocketAddress) channel.localAddress();
    this.natTraversal = natTraversal;
    this.counters = counters;
    this.cutsSegments =
        channel instanceof EpollDatagramChannel
            && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
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
    send(new DatagramPacket(message, to), UdpEvent.IKE_SENT);
  }

  /** Whether an ESP packet would be taken now. */
  boolean takesEsp() {
    return queuedOctets.get() < QUEUED_OCTETS && queue.remainingCapacity() > RESERVED_FOR_IKE;
  }

  /**
   * Takes {@code packets} over, of {@code length} octets each but the last, which may be shorter.
   */
  void sendEsp(InetSocketAddress to, ByteBuf packets, int length) {
    boolean one = packets.readableBytes() <= length;
    send(
        one ? new DatagramPacket(packets, to) : new SegmentedDatagramPacket(packets, length, to),
        UdpEvent.ESP_SENT);
  }

  private static int packets(DatagramPacket datagram) {
    return datagram instanceof SegmentedDatagramPacket segmented
        ? Math.ceilDiv(segmented.content().readableBytes(), segmented.segmentSize())
        : 1;
  }

  private void send(DatagramPacket datagram, UdpEvent sent) {
    int count = packets(datagram);
    int octets = datagram.content().readableBytes();
    if (channel.isOpen() && queue.offer(datagram)) {
      queuedOctets.addAndGet(octets);
      counters.count(sent, count);
      wake();
    } else {
      datagram.release();
      counters.count(UdpEvent.SEND_CONGESTED, count);
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
      queuedOctets.addAndGet(-datagram.content().readableBytes());
      if (channel.isWritable()) {
        write(datagram);
      } else {
        counters.count(UdpEvent.SEND_CONGESTED, packets(datagram));
        datagram.release();
      }
    }
    channel.flush();
    if (!queue.isEmpty()) {
      wake();
    }
  }

  private void write(DatagramPacket datagram) {
    if (datagram instanceof SegmentedDatagramPacket segmented) {
      if (cutsSegments) {
        writeInOne(segmented);
      } else {
        writeOneByOne(segmented.content(), segmented.segmentSize(), segmented.recipient());
      }
    } else {
      // A void promise reports a failure through the pipeline, to SocketErrors.
      ChannelFuture _ = channel.write(datagram, channel.voidPromise());
    }
  }

  /** The kernel refuses when a packet is longer than the path's MTU: IP does not fragment then. */
  private void writeInOne(SegmentedDatagramPacket datagram) {
    ByteBuf again = datagram.content().retainedDuplicate();
    ChannelFuture _ =
        channel
            .write(datagram)
            .addListener(
                written -> {
                  if (written.isSuccess()) {
                    again.release();
                  } else {
                    writeOneByOne(again, datagram.segmentSize(), datagram.recipient());
                    channel.flush();
                  }
                });
  }

  private void writeOneByOne(ByteBuf packets, int length, InetSocketAddress to) {
    while (packets.isReadable()) {
      ByteBuf packet = packets.readRetainedSlice(Math.min(length, packets.readableBytes()));
      ChannelFuture _ = channel.write(new DatagramPacket(packet, to), channel.voidPromise());
    }
    packets.release();
  }

  private void discard() {
    for (DatagramPacket datagram = queue.poll(); datagram != null; datagram = queue.poll()) {
      datagram.release();
    }
  }
}
