package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.aead;
import static io.gatehouse.node.kernel.KernelFixtures.reversed;
import static io.gatehouse.node.kernel.KernelTunnel.CLIENT_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.HEADEND_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.PATH;
import static io.gatehouse.node.kernel.KernelTunnel.awaitThat;
import static io.gatehouse.node.kernel.KernelTunnel.ofClient;
import static io.gatehouse.node.kernel.KernelTunnel.ofHeadend;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.node.netlink.NetlinkListener;
import io.gatehouse.node.netlink.NetlinkListener.Received;
import io.gatehouse.node.netlink.NetlinkMessage;
import io.gatehouse.node.xfrm.XfrmEvent;
import io.gatehouse.node.xfrm.XfrmSocket;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a CHILD SA received before it was installed anew. */
class EarlierPacketsTest {

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

  /** The client sends what it sent before: to the headend that is what somebody has recorded. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatCameBeforeATakeoverIsRefusedAfterIt(boolean extended) throws Exception {
    EspSuite suite = aead(Encryption.ENCR_AES_GCM_16, 256, extended);
    tunnel.install(0, suite);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI).received() == 3);
    tunnel.headend.plane().remove(HEADEND_SPI);
    tunnel.client.plane().remove(CLIENT_SPI);

    ChildSa takenOver = ofHeadend(0, suite).recovered().havingReceived(3);
    tunnel.headend.plane().install(takenOver, PATH, List.of(CLIENT));
    assertThat(tunnel.headend.plane().traffic(HEADEND_SPI).received()).isEqualTo(3);
    tunnel.client.plane().install(ofClient(0, suite), reversed(PATH), List.of(SERVER));
    assertThat(tunnel.client.pings(SERVER)).isFalse();
    assertThat(tunnel.headend.statistic("XfrmInStateSeqError")).isEqualTo(3);

    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI).received() == 6);
  }

  /** The client's numbers jump: that is as much as the packets between. */
  @Test
  void howFarAnSaHasReceivedIsToldNowAndThen() throws Exception {
    try (NetlinkListener listener =
        tunnel.inside.call(
            () -> XfrmSocket.listen(1 << 20, List.of(XfrmEvent.XFRMNLGRP_AEVENTS)))) {
      receiveFarAhead();
      assertThat(spis(listener))
          .as("nothing is told of what was sent")
          .containsExactly(HEADEND_SPI);
    }
  }

  private void receiveFarAhead() throws Exception {
    tunnel.install(0, GCM);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    ChildSa recovered = ofClient(0, GCM).recovered();
    tunnel.client.plane().install(recovered, reversed(PATH), List.of(SERVER));
    assertThat(tunnel.client.pings(SERVER)).isTrue();

    long first = SequenceBlock.after(1).orElseThrow().first();
    awaitThat(() -> !tunnel.headend.events.received.isEmpty());
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI).received() == first + 2);
    assertThat(tunnel.headend.events.received)
        .containsExactly(new RecordedEvents.Received(HEADEND_SPI, CLIENT_SPI, first));
    assertThat(tunnel.client.events.received).isEmpty();
  }

  private static List<Integer> spis(NetlinkListener listener) {
    List<Integer> spis = new ArrayList<>();
    while (listener.next(0) instanceof Received.Messages(var messages)) {
      for (NetlinkMessage message : messages) {
        if (XfrmEvent.read(message).orElseThrow() instanceof XfrmEvent.Advanced advanced) {
          spis.add(advanced.id().spi());
        }
      }
    }
    return spis;
  }
}
