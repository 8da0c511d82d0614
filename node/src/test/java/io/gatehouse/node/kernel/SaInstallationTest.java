package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.address;
import static io.gatehouse.node.kernel.KernelFixtures.aead;
import static io.gatehouse.node.kernel.KernelFixtures.cbc;
import static io.gatehouse.node.kernel.KernelFixtures.childSa;
import static io.gatehouse.node.kernel.KernelFixtures.only;
import static io.gatehouse.node.kernel.KernelFixtures.range;
import static io.gatehouse.node.kernel.KernelFixtures.reversed;
import static io.gatehouse.node.kernel.KernelTunnel.CLIENT_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.HEADEND_SPI;
import static io.gatehouse.node.kernel.KernelTunnel.PATH;
import static io.gatehouse.node.kernel.KernelTunnel.awaitThat;
import static io.gatehouse.node.kernel.KernelTunnel.ofClient;
import static io.gatehouse.node.kernel.KernelTunnel.ofHeadend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.PolicyDirection;
import io.gatehouse.node.xfrm.SaDirection;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CHILD SAs that are installed, beside one another and again. */
class SaInstallationTest {

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
  void everySuiteCarriesTrafficBothWays() throws Exception {
    List<EspSuite> suites =
        List.of(
            aead(Encryption.ENCR_AES_GCM_16, 128, false),
            aead(Encryption.ENCR_AES_GCM_16, 256, true),
            aead(Encryption.ENCR_CHACHA20_POLY1305, 256, true),
            cbc(128, Integrity.AUTH_HMAC_SHA1_96, false),
            cbc(192, Integrity.AUTH_HMAC_SHA2_256_128, true),
            cbc(256, Integrity.AUTH_HMAC_SHA2_384_192, false),
            cbc(256, Integrity.AUTH_HMAC_SHA2_512_256, true));
    for (int i = 0; i < suites.size(); i++) {
      tunnel.install(i, suites.get(i));
      long before = System.currentTimeMillis();

      assertThat(tunnel.client.pings(SERVER)).as("%s", suites.get(i)).isTrue();
      assertThat(tunnel.headend.pings(CLIENT, "-s", "1372")).as("%s", suites.get(i)).isTrue();

      int spi = HEADEND_SPI + i;
      awaitThat(() -> tunnel.headend.plane().traffic(spi).inboundPackets() == 6);
      Traffic traffic = tunnel.headend.plane().traffic(spi);
      assertThat(traffic.inboundOctets()).isEqualTo(3 * 84 + 3 * 1400);
      assertThat(traffic.outboundOctets()).isEqualTo(traffic.inboundOctets());
      assertThat(traffic.outboundPackets()).isEqualTo(6);
      assertThat(traffic.lastInboundMillis()).isBetween(before - 1_000, System.currentTimeMillis());
      tunnel.headend.plane().remove(spi);
      tunnel.client.plane().remove(CLIENT_SPI + i);
    }
    assertThat(tunnel.headend.states()).isEmpty();
    assertThat(tunnel.headend.policies()).isEmpty();
  }

  @Test
  void theKernelKnowsWhichWayPacketsGo() throws Exception {
    tunnel.install(0, aead(Encryption.ENCR_AES_GCM_16, 256, true));
    EspState outbound = tunnel.outboundOfHeadend();
    if (outbound.direction().isEmpty()) {
      NetworkNamespace.unavailable("needs a kernel from 6.10 on");
    }

    assertThat(outbound.direction()).contains(SaDirection.OUT);
    assertThat(outbound.replay().window()).isZero();
    assertThat(tunnel.headend.states())
        .filteredOn(state -> state.id().spi() == HEADEND_SPI)
        .extracting(EspState::direction)
        .containsExactly(Optional.of(SaDirection.IN));
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.statistic("XfrmInStateDirError")).isZero();
  }

  /** The interface is no card that could. */
  @Test
  void whatANetworkCardDoesNotTakeTheKernelDoes() throws Exception {
    tunnel.headend.plane().close();
    tunnel.headend.restartOffloading("veth0");
    tunnel.install(0, GCM);

    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.states()).hasSize(2).allMatch(state -> state.offload().isEmpty());
  }

  @Test
  void anSaInstalledTwiceGoesOnWithItsNumbers() throws Exception {
    tunnel.client.plane().install(ofClient(0, GCM), reversed(PATH), List.of(SERVER));
    for (int i = 1; i <= 2; i++) {
      int packets = 3 * i;
      tunnel.headend.plane().install(ofHeadend(0, GCM), PATH, List.of(CLIENT));
      assertThat(tunnel.client.pings(SERVER)).isTrue();
      awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI).inboundPackets() == packets);
    }
    assertThat(tunnel.client.statistic("XfrmInStateSeqError")).isZero();
    assertThat(tunnel.headend.events.due).isEmpty();
  }

  /** To the client its old numbers would be replays. An order that comes late changes nothing. */
  @Test
  void anSaThatWasElsewhereSinceGoesOnWithItsLatestBlock() throws Exception {
    ChildSa first = ofHeadend(0, GCM);
    tunnel.headend.plane().install(first, PATH, List.of(CLIENT));
    tunnel.headend.plane().install(first.recovered().recovered(), PATH, List.of(CLIENT));
    tunnel.headend.plane().install(first, PATH, List.of(CLIENT));

    assertThat(tunnel.outboundOfHeadend().replay().sent())
        .isEqualTo(SequenceBlock.after(2).orElseThrow().first() - 1);
    assertThat(tunnel.headend.plane().traffic(HEADEND_SPI).installation()).isEqualTo(2);
    assertThat(tunnel.headend.states()).hasSize(2);
  }

  @Test
  void theNewestSaTakesWhatIsSentAndTheOneBeforeTakesItBack() throws Exception {
    tunnel.install(0, GCM);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    tunnel.headend.plane().install(ofHeadend(1, GCM), PATH, List.of(CLIENT));
    tunnel.client.plane().install(ofClient(1, GCM), reversed(PATH), List.of(SERVER));
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI + 1).outboundPackets() == 3);
    assertThat(tunnel.headend.plane().traffic(HEADEND_SPI).outboundPackets()).isEqualTo(3);

    // The peer still sends through the old one, which is taken.
    tunnel.client.plane().remove(CLIENT_SPI + 1);
    tunnel
        .client
        .plane()
        .install(ofClient(1, GCM).at(ChildSa.Stage.INSTALLED), reversed(PATH), List.of());
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI).inboundPackets() == 6);

    tunnel.headend.plane().remove(HEADEND_SPI + 1);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.policies()).hasSize(3);
  }

  /** RFC 7296 section 2.8: the client may have no keys for the new one yet. */
  @Test
  void afterARekeyByTheClientTheOldSaSendsUntilTheClientUsesTheNewOne() throws Exception {
    tunnel.install(0, GCM);
    ChildSa successor = ofHeadend(1, GCM).replacing(HEADEND_SPI);
    tunnel.headend.plane().install(successor, PATH, List.of(CLIENT));
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.plane().traffic(HEADEND_SPI + 1).outboundPackets()).isZero();

    tunnel.client.plane().install(ofClient(1, GCM), reversed(PATH), List.of(SERVER));
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> policyToClient().template().spi() == CLIENT_SPI + 1);
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    awaitThat(() -> tunnel.headend.plane().traffic(HEADEND_SPI + 1).outboundPackets() >= 3);
  }

  @Test
  void whenTheClientDeletesTheSaThatItHasRekeyedTheNewOneSends() throws Exception {
    tunnel.install(0, GCM);
    ChildSa successor = ofHeadend(1, GCM).replacing(HEADEND_SPI);
    tunnel.headend.plane().install(successor, PATH, List.of(CLIENT));
    assertThat(policyToClient().template().spi()).isEqualTo(CLIENT_SPI);

    tunnel.headend.plane().remove(HEADEND_SPI);
    tunnel.client.plane().install(ofClient(1, GCM), reversed(PATH), List.of(SERVER));
    assertThat(policyToClient().template().spi()).isEqualTo(CLIENT_SPI + 1);
    assertThat(tunnel.headend.pings(CLIENT)).isTrue();
  }

  private XfrmPolicy policyToClient() throws Exception {
    return tunnel.headend.policies().stream()
        .filter(policy -> policy.direction() == PolicyDirection.OUT)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anSpiThatAnotherClientHasIsRefused() throws Exception {
    tunnel.install(0, GCM);
    ChildSa same =
        childSa(
            0x02000200,
            CLIENT_SPI,
            GCM,
            List.of(range("0.0.0.0", "255.255.255.255")),
            List.of(only(address("10.99.0.66"))));
    assertThatThrownBy(
            () -> tunnel.headend.plane().install(same, PATH, List.of(address("10.99.0.66"))))
        .isInstanceOf(DataPlaneException.class)
        .hasMessageContaining("in use by another client");
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.states()).hasSize(2);
  }

  @Test
  void aPacketWhoseSaIsNotHereIsToldUntilItIs() throws Exception {
    tunnel.headend.plane().close();
    tunnel.headend.restartFiltered();
    tunnel.client.plane().install(ofClient(0, GCM), reversed(PATH), List.of(SERVER));

    assertThat(tunnel.client.pingsBriefly(SERVER)).isFalse();
    awaitThat(() -> tunnel.headend.events.unknown.contains(HEADEND_SPI));
    tunnel.headend.plane().install(ofHeadend(0, GCM), PATH, List.of(CLIENT));
    tunnel.headend.events.unknown.clear();
    assertThat(tunnel.client.pings(SERVER)).isTrue();
    assertThat(tunnel.headend.events.unknown).isEmpty();

    tunnel.headend.plane().remove(HEADEND_SPI);
    assertThat(tunnel.client.pingsBriefly(SERVER)).isFalse();
    awaitThat(() -> tunnel.headend.events.unknown.contains(HEADEND_SPI));
  }
}
