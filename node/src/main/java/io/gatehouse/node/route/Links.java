package io.gatehouse.node.route;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.netlink.NetlinkFamily;
import io.gatehouse.node.netlink.NetlinkSocket;

/** Makes interfaces ready, once at the start. */
public final class Links {

  private Links() {}

  /**
   * Sets the device's MTU and lets packets pass.
   *
   * @param mtu octets
   * @throws DataPlaneException with the kernel's reason
   */
  public static void bringUp(String device, int mtu) {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETLINK_ROUTE)) {
      socket
          .request(LinkMessage.bringUp(LinkMessage.index(socket, device), mtu))
          .orThrow("the interface " + device + " cannot be brought up with MTU " + mtu);
    } catch (NetlinkException e) {
      throw new DataPlaneException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes a device that drops what is routed into it (dummy), if there is none of the name. It
   * stays when the process ends.
   *
   * @throws DataPlaneException with what to do about it
   */
  public static void makeDummy(String device) {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETLINK_ROUTE)) {
      Acknowledgement answer = socket.request(LinkMessage.addDummy(device));
      if (!answer.success() && answer.errno() != Errno.EEXIST) {
        throw new DataPlaneException(failure(device, answer));
      }
    } catch (NetlinkException e) {
      throw new DataPlaneException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The number of an interface.
   *
   * @throws DataPlaneException when there is none of the name
   */
  public static int index(String device) {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETLINK_ROUTE)) {
      return LinkMessage.index(socket, device);
    } catch (NetlinkException e) {
      throw new DataPlaneException(String.valueOf(e.getMessage()));
    }
  }

  private static String failure(String device, Acknowledgement answer) {
    return switch (answer.errno()) {
      case Errno.EPERM ->
          "the interface " + device + " may not be made: run as root or with CAP_NET_ADMIN";
      case Errno.EOPNOTSUPP ->
          "the interface %s cannot be made: the kernel has no dummy interfaces; load the module with 'modprobe dummy', or make an interface of that name"
              .formatted(device);
      default -> "the interface " + device + " cannot be made: " + answer.reason();
    };
  }
}
