package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.netlink.NetlinkException;

/** What the kernel refuses, with what to do about it. */
final class KernelFailure {

  private static final String ALTERNATIVE = "or do ESP in this process with data-plane = tun";

  private KernelFailure() {}

  static DataPlaneException of(String what, Acknowledgement answer) {
    return of(what, answer.errno(), answer.reason());
  }

  static DataPlaneException of(String what, NetlinkException failure) {
    String reason = String.valueOf(failure.getMessage());
    return failure instanceof NetlinkException.Refused refused
        ? of(what, refused.errno(), reason)
        : new DataPlaneException(what + ": " + reason);
  }

  private static DataPlaneException of(String what, int errno, String reason) {
    return new DataPlaneException(
        switch (errno) {
          case Errno.EPERM ->
              what + ": " + reason + ". Run as root or with CAP_NET_ADMIN, " + ALTERNATIVE;
          case Errno.EPROTONOSUPPORT, Errno.ENOSYS, Errno.EAFNOSUPPORT ->
              what
                  + ": the kernel cannot do it ("
                  + reason
                  + "). Load what it needs with 'modprobe -a xfrm_user esp4 esp6', "
                  + ALTERNATIVE;
          default -> what + ": " + reason;
        });
  }
}
