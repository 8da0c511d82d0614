package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;

/**
 * A Linux TUN device: IP packets that the kernel routes into it are read here, and what is written
 * here the kernel takes as received. It vanishes with the process. One thread reads, any may write.
 */
public final class TunDevice implements AutoCloseable {

  /** Octets of the longest IP packet. */
  public static final int LONGEST_PACKET = 65_535;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");

  // linux/if_tun.h and linux/if.h
  private static final long TUNSETIFF = 0x400454CAL;
  private static final short IFF_TUN = 0x0001;
  private static final short IFF_NO_PI = 0x1000;
  private static final short IFF_VNET_HDR = 0x4000;
  private static final long TUNSETOFFLOAD = 0x400454D0L;
  private static final long TUN_F_CSUM_AND_TSO = 0x01 | 0x02 | 0x04;
  private static final long TUN_F_USO4_AND_USO6 = 0x20 | 0x40;
  private static final int IFREQ_LENGTH = 40;
  private static final int IFREQ_FLAGS = 16;

  private final String name;
  private final int fd;
  private final int closing;
  private final boolean cutsUdp;
  private final ByteBuffer waitingFor;

  /** Held for reading while the descriptors are in use, so that close waits. */
  private final ReadWriteLock descriptors = new ReentrantReadWriteLock();

  private final AtomicBoolean closed = new AtomicBoolean();

  private TunDevice(String name, int fd, int closing, boolean cutsUdp) {
    this.name = name;
    this.fd = fd;
    this.closing = closing;
    this.cutsUdp = cutsUdp;
    this.waitingFor = direct(16);
    waitingFor.putInt(fd).putShort(Libc.POLLIN).putShort((short) 0);
    waitingFor.putInt(closing).putShort(Libc.POLLIN).putShort((short) 0).rewind();
  }

  /**
   * Opens the device, or makes it.
   *
   * @param name of the interface, 1 to 15 letters, digits, dots, dashes and underscores
   * @throws DataPlaneException when that is not possible, with what to do about it
   */
  public static TunDevice open(String name) {
    return open(name, false);
  }

  /**
   * The same, with a {@link VirtioNetHeader} in front of each packet that is read or written: of
   * TCP, and since Linux 6.2 of UDP, many packets of a flow may then come and go in one piece.
   */
  static TunDevice openWithOffloads(String name) {
    return open(name, true);
  }

  private static TunDevice open(String name, boolean offloads) {
    if (!NAME.matcher(name).matches()) {
      throw new DataPlaneException(
          "'" + name + "' cannot name a TUN device: 1 to 15 letters, digits, '.', '-' or '_'");
    }
    int fd = Libc.open("/dev/net/tun", Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
    if (fd < 0) {
      throw new DataPlaneException(openFailure(Libc.lastError()));
    }
    ByteBuffer request = direct(IFREQ_LENGTH);
    request.put(0, name.getBytes(StandardCharsets.US_ASCII));
    request.putShort(IFREQ_FLAGS, (short) (IFF_TUN | IFF_NO_PI | (offloads ? IFF_VNET_HDR : 0)));
    if (Libc.ioctl(fd, TUNSETIFF, request) < 0) {
      int error = Libc.lastError();
      Libc.close(fd);
      throw new DataPlaneException(attachFailure(name, error));
    }
    int closing = Libc.eventfd(0, Libc.O_NONBLOCK | Libc.O_CLOEXEC);
    if (closing < 0) {
      int error = Libc.lastError();
      Libc.close(fd);
      throw new DataPlaneException("eventfd: " + Libc.strerror(error));
    }
    return new TunDevice(name, fd, closing, offloads && letCut(fd));
  }

  /** Whether the kernel cuts UDP too; else it does so itself before a packet is read. */
  private static boolean letCut(int fd) {
    if (Libc.ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM_AND_TSO | TUN_F_USO4_AND_USO6) >= 0) {
      return true;
    }
    // Without offloads the kernel hands over complete packets, which do as well.
    int _ = Libc.ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM_AND_TSO);
    return false;
  }

  private static String openFailure(int error) {
    return switch (error) {
      case Libc.ENOENT, Libc.ENXIO, Libc.ENODEV ->
          "there is no /dev/net/tun: load the kernel's module with 'modprobe tun'";
      case Libc.EACCES, Libc.EPERM ->
          "/dev/net/tun may not be opened: run as root or with CAP_NET_ADMIN";
      default -> "/dev/net/tun cannot be opened: " + Libc.strerror(error);
    };
  }

  private static String attachFailure(String name, int error) {
    return switch (error) {
      case Libc.EPERM, Libc.EACCES ->
          "the TUN device " + name + " may not be made: run as root or with CAP_NET_ADMIN";
      case Libc.EBUSY -> "the TUN device " + name + " is in use by another process";
      case Libc.EINVAL -> name + " is the name of an interface that is no TUN device";
      default -> "the TUN device " + name + " cannot be made: " + Libc.strerror(error);
    };
  }

  public String name() {
    return name;
  }

  /** Whether UDP may be written in one piece, with offloads. */
  boolean cutsUdp() {
    return cutsUdp;
  }

  /** Waits until a packet can be read; false when the device was closed. */
  public boolean await() {
    descriptors.readLock().lock();
    try {
      // An interruption by a signal is no harm: the reader finds nothing and comes back.
      return !closed.get() && (Libc.poll(waitingFor, 2, -1) >= 0 || interrupted()) && !closed.get();
    } finally {
      descriptors.readLock().unlock();
    }
  }

  private static boolean interrupted() {
    return Libc.lastError() == Libc.EINTR;
  }

  /**
   * Reads a packet to the beginning of {@code packet}, which is direct and has room for {@link
   * #LONGEST_PACKET}, and sets its position and limit around it.
   *
   * @return whether there was one
   * @throws DataPlaneException when the device is gone
   */
  public boolean read(ByteBuffer packet) {
    descriptors.readLock().lock();
    try {
      if (closed.get()) {
        return false;
      }
      long length = Libc.read(fd, packet.clear(), packet.capacity());
      if (length < 0) {
        failUnlessTransient(Libc.lastError());
      }
      packet.limit((int) Math.max(length, 0));
      return length > 0;
    } finally {
      descriptors.readLock().unlock();
    }
  }

  private void failUnlessTransient(int error) {
    if (error != Libc.EAGAIN && error != Libc.EINTR) {
      throw new DataPlaneException("TUN device " + name + ": " + Libc.strerror(error));
    }
  }

  /**
   * Writes the packet from the beginning of the direct buffer {@code packet} to its limit.
   *
   * @return whether the kernel took it: not when the device is down or closed
   */
  public boolean write(ByteBuffer packet) {
    descriptors.readLock().lock();
    try {
      return !closed.get() && Libc.write(fd, packet.rewind(), packet.limit()) == packet.limit();
    } finally {
      descriptors.readLock().unlock();
    }
  }

  /** Ends {@link #await}, and waits until nobody uses the device any more. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Libc.write(closing, direct(Long.BYTES).putLong(0, 1), Long.BYTES);
    descriptors.writeLock().lock();
    try {
      Libc.close(fd);
      Libc.close(closing);
    } finally {
      descriptors.writeLock().unlock();
    }
  }

  private static ByteBuffer direct(int capacity) {
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
  }
}
