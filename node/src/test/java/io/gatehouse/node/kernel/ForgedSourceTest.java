package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.address;
import static io.gatehouse.node.kernel.KernelFixtures.childSa;
import static io.gatehouse.node.kernel.KernelFixtures.only;
import static io.gatehouse.node.kernel.KernelFixtures.range;
import static io.gatehouse.node.kernel.KernelFixtures.toClient;
import static io.gatehouse.node.kernel.KernelTunnel.CLIENT_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.HEADEND_SPI;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes in must have come through the tunnel of the session that has the address. */
class ForgedSourceTest {

  private KernelTunnel tunnel;

  @BeforeEach
  void open() throws Exception {
    tunnel = KernelTunnel.open();
  }

  @AfterEach
  void close() throws Exception {
    if (tunnel != null) {
      tunnel.close();
    }
  }

  @Test
  void aClientCannotSendAsAnother() throws Exception {
    tunnel.install(0, GCM);
    tunnel.outside.exec("ip", "address", "add", "10.99.0.66/32", "dev", "gh0");

    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.client.pingsBriefly(SERVER, "-I", "10.99.0.66")).isFalse();
    assertThat(tunnel.headend.statistic("XfrmInNoPols")).isEqualTo(3);
    assertThat(tunnel.headend.plane().traffic(HEADEND_SPI).outboundPackets()).isEqualTo(3);
  }

  @Test
  void aClientCannotSendAsAnotherThatIsConnected() throws Exception {
    tunnel.install(0, GCM);
    InetAddress victim = address("10.99.0.66");
    tunnel
        .headend
        .plane()
        .install(
            childSa(
                0x02000200,
                7_777,
                GCM,
                List.of(range("0.0.0.0", "255.255.255.255")),
                List.of(only(victim))),
            toClient(CLIENT_OUTSIDE, 5_000),
            List.of(victim));
    tunnel.outside.exec("ip", "address", "add", "10.99.0.66/32", "dev", "gh0");

    assertThat(tunnel.client.pingsBriefly(SERVER, "-I", "10.99.0.66")).isFalse();
    assertThat(tunnel.headend.statistic("XfrmInTmplMismatch")).isEqualTo(3);
  }

  @Test
  void nobodyCanSendAsAClientInTheClear() throws Exception {
    tunnel.install(0, GCM);
    tunnel.client.plane().remove(CLIENT_SPI);
    tunnel.outside.exec(
        "ip", "route", "replace", "192.168.7.1/32", "via", "10.1.0.1", "dev", "veth0");

    assertThat(tunnel.client.pingsBriefly(SERVER, "-I", "10.99.0.1")).isFalse();
    assertThat(tunnel.headend.statistic("XfrmInTmplMismatch")).isEqualTo(3);
  }
}
