package io.gatehouse.node.tun;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/** The system calls of a TUN device, for Linux on 64-bit machines. Buffers are direct. */
final class Libc {

  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int ENXIO = 6;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int ENODEV = 19;
  static final int EINVAL = 22;

  static final short POLLIN = 1;

  static {
    Native.register("c");
  }

  private Libc() {}

  static native int open(String path, int flags);

  static native int close(int fd);

  static native int ioctl(int fd, long request, ByteBuffer argument);

  static native int ioctl(int fd, long request, long argument);

  static native int eventfd(int initial, int flags);

  /** {@code fds}: per descriptor an int and two shorts, in native order. */
  static native int poll(ByteBuffer fds, long count, int timeoutMillis);

  static native long read(int fd, ByteBuffer buffer, long count);

  static native long write(int fd, ByteBuffer buffer, long count);

  static native String strerror(int error);

  static int lastError() {
    return Native.getLastError();
  }
}
