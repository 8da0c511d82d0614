package io.gatehouse.node.netlink;

import io.gatehouse.node.netlink.NetlinkException.Malformed;
import io.gatehouse.node.netlink.NetlinkException.Overrun;
import io.gatehouse.node.netlink.NetlinkException.Refused;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The socket itself: datagrams to the kernel and from it. Not safe for several threads. */
final class NetlinkEndpoint {

  /** More than the kernel puts into one datagram: it stops at 32 KiB, or with one message. */
  private static final int LONGEST_DATAGRAM = 1 << 17;

  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int SOCKADDR_LENGTH = 12;
  private static final int SOCKADDR_PORT = 4;
  private static final int KERNEL = 0;

  private final int fd;
  private final ByteBuffer datagram = direct(LONGEST_DATAGRAM);
  private final ByteBuffer sender = direct(SOCKADDR_LENGTH);
  private final ByteBuffer senderLength = direct(Integer.BYTES);

  private NetlinkEndpoint(int fd) {
    this.fd = fd;
  }

  /**
   * @param receiveBuffer octets of memory that may wait to be read
   */
  static NetlinkEndpoint open(NetlinkFamily family, int receiveBuffer) {
    int fd =
        LinuxCalls.socket(
            LinuxCalls.AF_NETLINK,
            LinuxCalls.SOCK_RAW | LinuxCalls.SOCK_CLOEXEC,
            family.protocol());
    if (fd < 0) {
      throw failure("a socket of " + family);
    }
    NetlinkEndpoint endpoint = new NetlinkEndpoint(fd);
    try {
      endpoint.bind(family);
      endpoint.prepare(receiveBuffer);
      return endpoint;
    } catch (RuntimeException e) {
      endpoint.close();
      throw e;
    }
  }

  private void bind(NetlinkFamily family) {
    ByteBuffer address = direct(SOCKADDR_LENGTH).putShort(0, (short) LinuxCalls.AF_NETLINK);
    if (LinuxCalls.bind(fd, address, SOCKADDR_LENGTH) < 0) {
      throw failure("a socket of " + family);
    }
  }

  /** A kernel that knows an option not does without it. */
  private void prepare(int receiveBuffer) {
    boolean _ = set(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    boolean _ = set(SOL_NETLINK, NETLINK_CAP_ACK, 1);
    if (!set(LinuxCalls.SOL_SOCKET, LinuxCalls.SO_RCVBUFFORCE, receiveBuffer)) {
      boolean _ = set(LinuxCalls.SOL_SOCKET, LinuxCalls.SO_RCVBUF, receiveBuffer);
    }
  }

  /** Receives from now on what the kernel tells the members of a group. */
  void join(int group) {
    if (!set(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group)) {
      throw failure("netlink group " + group);
    }
  }

  private boolean set(int level, int option, int value) {
    ByteBuffer octets = direct(Integer.BYTES).putInt(0, value);
    return LinuxCalls.setsockopt(fd, level, option, octets, Integer.BYTES) == 0;
  }

  int fd() {
    return fd;
  }

  /**
   * Sends what stands from the beginning of a direct buffer to its limit. The kernel has done all
   * of it, and answered, when this returns.
   */
  void send(ByteBuffer messages) {
    long sent;
    do {
      sent = LinuxCalls.send(fd, messages, messages.limit(), 0);
    } while (sent < 0 && LinuxCalls.lastError() == Errno.EINTR);
    if (sent < 0) {
      throw failure("a netlink request");
    }
  }

  /**
   * A copy of the next datagram; empty when there is none now.
   *
   * @throws Overrun when some were lost before it
   */
  Optional<ByteBuffer> receive() {
    while (true) {
      senderLength.putInt(0, SOCKADDR_LENGTH);
      long length =
          LinuxCalls.recvfrom(
              fd,
              datagram,
              datagram.capacity(),
              LinuxCalls.MSG_DONTWAIT | LinuxCalls.MSG_TRUNC,
              sender,
              senderLength);
      if (length < 0) {
        switch (LinuxCalls.lastError()) {
          case Errno.EINTR -> {}
          case Errno.EAGAIN -> {
            return Optional.empty();
          }
          case Errno.ENOBUFS -> throw new Overrun();
          default -> throw failure("an answer of the kernel");
        }
      } else if (sender.getInt(SOCKADDR_PORT) == KERNEL) {
        return Optional.of(copy(length));
      }
    }
  }

  private ByteBuffer copy(long length) {
    if (length > datagram.capacity()) {
      throw new Malformed("a datagram of " + length + " octets");
    }
    byte[] octets = new byte[(int) length];
    datagram.get(0, octets);
    return ByteBuffer.wrap(octets);
  }

  void close() {
    LinuxCalls.close(fd);
  }

  private static Refused failure(String what) {
    int errno = LinuxCalls.lastError();
    return new Refused(errno, what + ": " + Errno.text(errno));
  }

  static ByteBuffer direct(int capacity) {
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
  }
}
