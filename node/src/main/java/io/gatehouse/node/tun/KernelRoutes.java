package io.gatehouse.node.tun;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Routes into one interface, in the kernel's main table. The kernel is done with a request before
 * it can be asked about the next one, so a route costs two system calls and no waiting.
 */
final class KernelRoutes implements AutoCloseable {

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_ROUTE = 0;
  private static final int SUCCESS = 0;

  private final String device;
  private final int interfaceIndex;
  private final int socket;
  private final ByteBuffer answer = ByteBuffer.allocateDirect(RouteMessage.LONGEST_ANSWER);
  private int sequence;
  private boolean closed;

  private KernelRoutes(String device, int interfaceIndex, int socket) {
    this.device = device;
    this.interfaceIndex = interfaceIndex;
    this.socket = socket;
  }

  /**
   * @throws DataPlaneException when there is no such interface, or no more sockets
   */
  static KernelRoutes into(String device) {
    int index = Libc.if_nametoindex(device);
    if (index == 0) {
      throw new DataPlaneException(device + ": " + Libc.strerror(Libc.lastError()));
    }
    int socket = Libc.socket(AF_NETLINK, SOCK_RAW | Libc.O_CLOEXEC, NETLINK_ROUTE);
    if (socket < 0) {
      throw new DataPlaneException("a netlink socket: " + Libc.strerror(Libc.lastError()));
    }
    return new KernelRoutes(device, index, socket);
  }

  /**
   * Routes a prefix into the device, instead of where it has gone before.
   *
   * @throws DataPlaneException when the kernel refuses, with its reason
   */
  synchronized void add(InnerAddress address, int prefixLength) {
    sequence++;
    int error = ask(RouteMessage.add(sequence, address, prefixLength, interfaceIndex));
    if (error != SUCCESS) {
      throw failure("be made", address, prefixLength, error);
    }
  }

  /**
   * Takes the route away; nothing happens when it is not there.
   *
   * @throws DataPlaneException when the kernel refuses, with its reason
   */
  synchronized void remove(InnerAddress address, int prefixLength) {
    sequence++;
    int error = ask(RouteMessage.remove(sequence, address, prefixLength, interfaceIndex));
    if (error != SUCCESS && error != Libc.ESRCH && error != Libc.ENODEV) {
      throw failure("be removed", address, prefixLength, error);
    }
  }

  private int ask(ByteBuffer request) {
    if (closed) {
      return Libc.ENODEV;
    }
    if (Libc.send(socket, request, request.limit(), 0) < 0) {
      return Libc.lastError();
    }
    while (true) {
      long length = Libc.recv(socket, answer.clear(), answer.capacity(), Libc.MSG_DONTWAIT);
      if (length < 0) {
        return Libc.lastError();
      }
      OptionalInt error = RouteMessage.error(answer.limit((int) length), sequence);
      if (error.isPresent()) {
        return error.getAsInt();
      }
    }
  }

  private DataPlaneException failure(String what, InnerAddress to, int prefixLength, int error) {
    return new DataPlaneException(
        "the route to %s/%d through %s cannot %s: %s"
            .formatted(to.text(), prefixLength, device, what, Libc.strerror(error)));
  }

  /** The routes stay as long as the interface. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Libc.close(socket);
    }
  }
}
