package io.gatehouse.node.route;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkFamily;
import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.netlink.NetlinkSocket;
import io.gatehouse.protocol.ike.policy.Network;
import java.util.List;
import java.util.Optional;

/** Routes into one interface, in the kernel's main table. Safe for several threads. */
public final class KernelRoutes implements AutoCloseable {

  private final String device;
  private final int interfaceIndex;
  private final NetlinkSocket socket;

  private KernelRoutes(String device, int interfaceIndex, NetlinkSocket socket) {
    this.device = device;
    this.interfaceIndex = interfaceIndex;
    this.socket = socket;
  }

  /**
   * @throws DataPlaneException when there is no such interface, or no more sockets
   */
  public static KernelRoutes into(String device) {
    try {
      NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETLINK_ROUTE);
      try {
        return new KernelRoutes(device, LinkMessage.index(socket, device), socket);
      } catch (NetlinkException e) {
        socket.close();
        throw e;
      }
    } catch (NetlinkException e) {
      throw new DataPlaneException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Routes a prefix into the device, instead of where it has gone before.
   *
   * @throws DataPlaneException when the kernel refuses, with its reason
   */
  public void add(Network prefix) {
    Acknowledgement answer = ask(RouteMessage.add(prefix, interfaceIndex));
    if (!answer.success()) {
      throw failure("be made", prefix, answer);
    }
  }

  /**
   * Takes the route away; nothing happens when it is not there.
   *
   * @throws DataPlaneException when the kernel refuses, with its reason
   */
  public void remove(Network prefix) {
    Acknowledgement answer = ask(RouteMessage.remove(prefix, interfaceIndex));
    if (!answer.success() && answer.errno() != Errno.ESRCH && answer.errno() != Errno.ENODEV) {
      throw failure("be removed", prefix, answer);
    }
  }

  /**
   * All routes of this kind that lead into the device.
   *
   * @throws DataPlaneException when the kernel refuses, with its reason
   */
  List<Network> all() {
    try {
      return socket
          .dump(
              "the routes through " + device,
              RouteMessage.list(),
              message -> RouteMessage.read(message, interfaceIndex))
          .stream()
          .flatMap(Optional::stream)
          .toList();
    } catch (NetlinkException e) {
      throw new DataPlaneException(String.valueOf(e.getMessage()));
    }
  }

  private Acknowledgement ask(NetlinkRequest request) {
    try {
      return socket.request(request);
    } catch (NetlinkException e) {
      throw new DataPlaneException(device + ": " + e.getMessage());
    }
  }

  private DataPlaneException failure(String what, Network to, Acknowledgement answer) {
    return new DataPlaneException(
        "the route to %s/%d through %s cannot %s: %s"
            .formatted(
                to.address().getHostAddress(), to.prefixLength(), device, what, answer.reason()));
  }

  /** The routes stay as long as the interface. */
  @Override
  public void close() {
    socket.close();
  }
}
