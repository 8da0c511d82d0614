package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelTunnel.HEADEND_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Lifetime;
import io.gatehouse.node.xfrm.StateMessage;
import io.gatehouse.node.xfrm.XfrmSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A CHILD SA that comes to its limits, of which the kernel tells. */
class SaLimitsTest {

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
  void anSaWhoseNumbersRunOutIsTold() throws Exception {
    tunnel.install(0, GCM);
    EspState out = tunnel.outboundOfHeadend();
    try (XfrmSocket socket = tunnel.inside.call(XfrmSocket::open)) {
      socket
          .request(StateMessage.update(out.numbered(out.replay(), Lifetime.ofPackets(2, 5))))
          .orThrow("state");
    }
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.events.lowNumbers.contains(HEADEND_SPI));
    tunnel.client.pings(SERVER);
    awaitThat(() -> tunnel.headend.plane().outboundSpi(HEADEND_SPI).isEmpty());
    assertThat(tunnel.headend.states()).isEmpty();
    assertThat(tunnel.headend.events.lowNumbers).containsExactly(HEADEND_SPI);
  }
}
