package io.gatehouse.node.netlink;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/**
 * The system calls of a netlink socket, for Linux on 64-bit machines. Buffers are direct, at
 * position 0.
 */
final class LinuxCalls {

  static final int AF_NETLINK = 16;
  static final int SOCK_RAW = 3;
  static final int SOCK_CLOEXEC = 0x80000;

  static final int EFD_NONBLOCK = 0x800;
  static final int EFD_CLOEXEC = 0x80000;

  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;

  static final int SOL_SOCKET = 1;
  static final int SO_RCVBUF = 8;
  static final int SO_RCVBUFFORCE = 33;

  static final short POLLIN = 1;

  static {
    Native.register("c");
  }

  private LinuxCalls() {}

  static native int socket(int domain, int type, int protocol);

  static native int bind(int socket, ByteBuffer address, int length);

  static native int setsockopt(int socket, int level, int option, ByteBuffer value, int length);

  static native long send(int socket, ByteBuffer buffer, long count, int flags);

  /** {@code address} and {@code addressLength} are written: who sent it. */
  static native long recvfrom(
      int socket,
      ByteBuffer buffer,
      long count,
      int flags,
      ByteBuffer address,
      ByteBuffer addressLength);

  /** {@code fds}: per descriptor an int and two shorts, in native order. */
  static native int poll(ByteBuffer fds, long count, int timeoutMillis);

  static native int eventfd(int initial, int flags);

  static native long write(int fd, ByteBuffer buffer, long count);

  static native int close(int fd);

  static native String strerror(int error);

  static int lastError() {
    return Native.getLastError();
  }
}
