package io.gatehouse.node.netlink;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.NetlinkException.Overrun;
import io.gatehouse.node.netlink.NetlinkException.Refused;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Waits for what the kernel tells without being asked. One thread listens, any may close. */
public final class NetlinkListener implements AutoCloseable {

  /** What {@link #next} returns. */
  public sealed interface Received {

    /** Messages in the order in which the kernel sent them. */
    record Messages(List<NetlinkMessage> messages) implements Received {}

    /** Messages were lost: what is known from them must be asked for again. */
    record Lost() implements Received {}

    /** Nothing came within the time. */
    record Nothing() implements Received {}

    /** The listener was closed. */
    record Closed() implements Received {}
  }

  private final NetlinkEndpoint endpoint;
  private final int closing;
  private final ByteBuffer waitingFor;

  /** Held for reading while the descriptors are in use, so that close waits. */
  private final ReadWriteLock descriptors = new ReentrantReadWriteLock();

  private final AtomicBoolean closed = new AtomicBoolean();

  private NetlinkListener(NetlinkEndpoint endpoint, int closing) {
    this.endpoint = endpoint;
    this.closing = closing;
    this.waitingFor = NetlinkEndpoint.direct(16);
    waitingFor.putInt(endpoint.fd()).putShort(LinuxCalls.POLLIN).putShort((short) 0);
    waitingFor.putInt(closing).putShort(LinuxCalls.POLLIN).putShort((short) 0).rewind();
  }

  /**
   * Takes over a socket that has joined its groups.
   *
   * @throws Refused when there are no more descriptors
   */
  public static NetlinkListener on(NetlinkSocket socket) {
    int closing = LinuxCalls.eventfd(0, LinuxCalls.EFD_NONBLOCK | LinuxCalls.EFD_CLOEXEC);
    if (closing < 0) {
      int errno = LinuxCalls.lastError();
      throw new Refused(errno, "eventfd: " + Errno.text(errno));
    }
    return new NetlinkListener(socket.release(), closing);
  }

  /**
   * Waits for messages.
   *
   * @param timeoutMillis how long at the most; below 0 without end
   * @throws Malformed when a datagram cannot be read; the next one may be sound
   * @throws Refused when the socket has failed
   */
  public Received next(int timeoutMillis) {
    descriptors.readLock().lock();
    try {
      if (closed.get()) {
        return new Received.Closed();
      }
      int ready = LinuxCalls.poll(waitingFor, 2, timeoutMillis);
      if (ready < 0 && LinuxCalls.lastError() != Errno.EINTR) {
        int errno = LinuxCalls.lastError();
        throw new Refused(errno, "waiting for the kernel: " + Errno.text(errno));
      }
      return closed.get() ? new Received.Closed() : receive();
    } finally {
      descriptors.readLock().unlock();
    }
  }

  private Received receive() {
    try {
      Optional<ByteBuffer> datagram = endpoint.receive();
      return datagram.isPresent()
          ? new Received.Messages(NetlinkMessage.split(datagram.get()))
          : new Received.Nothing();
    } catch (Overrun _) {
      return new Received.Lost();
    }
  }

  /** Ends {@link #next}, and waits until nobody uses the socket any more. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    LinuxCalls.write(closing, NetlinkEndpoint.direct(Long.BYTES).putLong(0, 1), Long.BYTES);
    descriptors.writeLock().lock();
    try {
      endpoint.close();
      LinuxCalls.close(closing);
    } finally {
      descriptors.writeLock().unlock();
    }
  }
}
