package io.gatehouse.node.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.netlink.Acknowledgement;
import io.gatehouse.node.netlink.Errno;
import io.gatehouse.node.xfrm.XfrmSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KernelFailureTest {

  @Test
  void aMissingPermissionIsNamed() {
    assertThat(
            KernelFailure.of(
                    "no ESP in the kernel", new Acknowledgement(Errno.EPERM, Optional.empty()))
                .reason())
        .isEqualTo(
            "no ESP in the kernel: Operation not permitted. Run as root or with CAP_NET_ADMIN, or"
                + " do ESP in this process with data-plane = tun");
  }

  @Test
  void whatTheKernelLacksIsNamed() {
    assertThat(
            KernelFailure.of(
                    "no ESP in the kernel",
                    new Acknowledgement(
                        Errno.ENOSYS, Optional.of("Requested AEAD algorithm not found")))
                .reason())
        .isEqualTo(
            "no ESP in the kernel: the kernel cannot do it (Function not implemented (Requested"
                + " AEAD algorithm not found)). Load what it needs with 'modprobe -a xfrm_user esp4"
                + " esp6', or do ESP in this process with data-plane = tun");
  }

  @Test
  void aKernelWithoutEspIsFoundOutAtTheStart() throws Exception {
    try (NetworkNamespace namespace = NetworkNamespace.make("no-esp")) {
      try (XfrmSocket socket = namespace.call(XfrmSocket::open)) {
        Assumptions.assumeFalse(hasEsp(socket), "the kernel has ESP");
      }
      XfrmSettings settings =
          new XfrmSettings(
              "gh0",
              XfrmSettings.DEFAULT_MTU,
              XfrmSettings.DEFAULT_REPLAY_WINDOW,
              XfrmSettings.DEFAULT_POLL_INTERVAL,
              true,
              true,
              Optional.empty());
      KernelSite site =
          new KernelSite("vpn1", List.of(KernelFixtures.HEADEND_OUTSIDE), 4500, List.of(), true);
      assertThatThrownBy(
              () -> namespace.call(() -> XfrmDataPlane.open(settings, site, new RecordedEvents())))
          .isInstanceOf(DataPlaneException.class)
          .hasMessageContaining("data-plane = tun");
      assertThat(namespace.exec("ip", "link")).doesNotContain("gh0");
    }
  }

  private static boolean hasEsp(XfrmSocket socket) {
    try {
      new KernelStates(socket).probe();
      return true;
    } catch (DataPlaneException e) {
      return false;
    }
  }
}
