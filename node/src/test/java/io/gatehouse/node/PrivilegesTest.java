package io.gatehouse.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.node.net.InheritedSocket;
import io.gatehouse.node.net.InheritedSockets;
import io.gatehouse.node.net.UdpSettings;
import io.gatehouse.node.tun.TunSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivilegesTest {

  private static final NodeSettings.Plane TUN =
      new NodeSettings.Plane.Tun(TunSettings.of(List.of()));
  private static final NodeSettings.Plane NONE = new NodeSettings.Plane.None();
  private static final long NET_BIND_SERVICE = 1 << 10;
  private static final long NET_ADMIN = 1 << 12;
  private static final int LOWEST_FREE_PORT = 1_024;

  private static final UdpSettings UDP =
      UdpSettings.of(List.of(InetAddress.ofLiteral("192.0.2.1")));
  private static final InheritedSockets FROM_SYSTEMD =
      new InheritedSockets(List.of(new InheritedSocket(3, "gatehouse.socket")));

  @TempDir private Path directory;

  @Test
  void theCapabilitiesOfTheUnitAreEnough() {
    Privileges unit = new Privileges(NET_ADMIN | NET_BIND_SERVICE, LOWEST_FREE_PORT);

    assertThatCode(() -> unit.require(TUN, UDP, InheritedSockets.NONE)).doesNotThrowAnyException();
  }

  @Test
  void whatIsMissingIsNamedWithItsPurpose() {
    Privileges none = new Privileges(~(NET_ADMIN | NET_BIND_SERVICE), LOWEST_FREE_PORT);

    assertThatThrownBy(() -> none.require(TUN, UDP, InheritedSockets.NONE))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "CAP_NET_BIND_SERVICE is missing, for UDP port 500 (sockets that systemd hands over do"
                + " without it); CAP_NET_ADMIN is missing, for the TUN device and its routes: run"
                + " as root, or with AmbientCapabilities= in the systemd unit");
  }

  @Test
  void onlyWhatIsNeededIsAskedFor() {
    Privileges none = new Privileges(0, LOWEST_FREE_PORT);
    UdpSettings highPorts = new UdpSettings(UDP.addresses(), 10_500, 14_500);

    assertThatThrownBy(() -> none.require(TUN, highPorts, InheritedSockets.NONE))
        .hasMessageStartingWith("CAP_NET_ADMIN is missing");
    assertThatThrownBy(() -> none.require(NONE, UDP, InheritedSockets.NONE))
        .hasMessageStartingWith("CAP_NET_BIND_SERVICE is missing")
        .hasMessageNotContaining("CAP_NET_ADMIN");
    assertThatCode(() -> none.require(NONE, UDP, FROM_SYSTEMD)).doesNotThrowAnyException();
    assertThatCode(() -> new Privileges(0, 500).require(NONE, UDP, InheritedSockets.NONE))
        .doesNotThrowAnyException();
  }

  @Test
  void theKernelSaysItInALine() throws IOException {
    Path status =
        Files.writeString(
            directory.resolve("status"),
            "Name:\tjava\nCapPrm:\t0000000000000000\nCapEff:\t000001ffffffffff\n");

    assertThat(Privileges.number(status, "CapEff:", 16)).hasValue(0x1FF_FFFF_FFFFL);
    assertThat(Privileges.number(status, "CapAmb:", 16)).isEmpty();
    assertThat(Privileges.number(status, "Name:", 16)).isEmpty();
    assertThat(Privileges.number(directory.resolve("absent"), "CapEff:", 16)).isEmpty();
  }
}
