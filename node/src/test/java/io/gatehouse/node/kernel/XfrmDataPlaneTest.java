package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_ELSEWHERE;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.HEADEND_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.PORT;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.address;
import static io.gatehouse.node.kernel.KernelFixtures.aead;
import static io.gatehouse.node.kernel.KernelFixtures.cbc;
import static io.gatehouse.node.kernel.KernelFixtures.reversed;
import static io.gatehouse.node.kernel.KernelFixtures.toClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.Lifetime;
import io.gatehouse.node.xfrm.StateMessage;
import io.gatehouse.node.xfrm.XfrmSocket;
import io.gatehouse.protocol.esp.SequenceBlock;
import io.gatehouse.protocol.ike.crypto.Encryption;
import io.gatehouse.protocol.ike.crypto.EspSuite;
import io.gatehouse.protocol.ike.crypto.Integrity;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two planes, each in a network namespace of its own: the kernels ping each other. */
class XfrmDataPlaneTest {

  private static final int HEADEND_SPI = 0x01000100;
  private static final int CLIENT_SPI = 0xC1C2C300;
  private static final Path PATH = toClient(CLIENT_OUTSIDE, PORT);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private NetworkNamespace inside;
  private NetworkNamespace outside;
  private KernelEnd headend;
  private KernelEnd client;

  @BeforeEach
  void open() throws Exception {
    inside = NetworkNamespace.make("headend");
    outside = NetworkNamespace.make("client");
    inside.connect("10.1.0.1", outside, "10.1.0.2");
    headend = KernelEnd.open(inside, SERVER, HEADEND_OUTSIDE);
    client = KernelEnd.open(outside, CLIENT, CLIENT_OUTSIDE, CLIENT_ELSEWHERE);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {client, headend, outside, inside}) {
      if (part != null) {
        part.close();
      }
    }
  }

  private void install(int generation, EspSuite suite) {
    headend.plane().install(ofHeadend(generation, suite), PATH, List.of(CLIENT));
    client.plane().install(ofClient(generation, suite), reversed(PATH), List.of(SERVER));
  }

  private static ChildSa ofHeadend(int generation, EspSuite suite) {
    return KernelFixtures.headend(HEADEND_SPI + generation, CLIENT_SPI + generation, suite);
  }

  private static ChildSa ofClient(int generation, EspSuite suite) {
    return KernelFixtures.client(HEADEND_SPI + generation, CLIENT_SPI + generation, suite);
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(LIMIT).until(condition);
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
      install(i, suites.get(i));
      long before = System.currentTimeMillis();

      assertThat(client.pings(SERVER)).as("%s", suites.get(i)).isTrue();
      assertThat(headend.pings(CLIENT, "-s", "1372")).as("%s", suites.get(i)).isTrue();

      int spi = HEADEND_SPI + i;
      awaitThat(() -> headend.plane().traffic(spi).inboundPackets() == 6);
      Traffic traffic = headend.plane().traffic(spi);
      assertThat(traffic.inboundOctets()).isEqualTo(3 * 84 + 3 * 1400);
      assertThat(traffic.outboundOctets()).isEqualTo(traffic.inboundOctets());
      assertThat(traffic.outboundPackets()).isEqualTo(6);
      assertThat(traffic.lastInboundMillis()).isBetween(before - 1_000, System.currentTimeMillis());
      headend.plane().remove(spi);
      client.plane().remove(CLIENT_SPI + i);
    }
    assertThat(headend.states()).isEmpty();
    assertThat(headend.policies()).isEmpty();
  }

  @Test
  void anSaInstalledTwiceGoesOnWithItsNumbers() throws Exception {
    client.plane().install(ofClient(0, GCM), reversed(PATH), List.of(SERVER));
    for (int i = 1; i <= 2; i++) {
      int packets = 3 * i;
      headend.plane().install(ofHeadend(0, GCM), PATH, List.of(CLIENT));
      assertThat(client.pings(SERVER)).isTrue();
      awaitThat(() -> headend.plane().traffic(HEADEND_SPI).inboundPackets() == packets);
    }
    assertThat(client.statistic("XfrmInStateSeqError")).isZero();
    assertThat(headend.events.lowNumbers).isEmpty();
  }

  /** To the client its old numbers would be replays. An order that comes late changes nothing. */
  @Test
  void anSaThatWasElsewhereSinceGoesOnWithItsLatestBlock() throws Exception {
    ChildSa first = ofHeadend(0, GCM);
    headend.plane().install(first, PATH, List.of(CLIENT));
    headend.plane().install(first.recovered().recovered(), PATH, List.of(CLIENT));
    headend.plane().install(first, PATH, List.of(CLIENT));

    assertThat(outbound(headend).replay().sent())
        .isEqualTo(SequenceBlock.after(2).orElseThrow().first() - 1);
    assertThat(headend.plane().traffic(HEADEND_SPI).installation()).isEqualTo(2);
    assertThat(headend.states()).hasSize(2);
  }

  @Test
  void theNewestSaTakesWhatIsSentAndTheOneBeforeTakesItBack() throws Exception {
    install(0, GCM);
    assertThat(client.pings(SERVER)).isTrue();
    headend.plane().install(ofHeadend(1, GCM), PATH, List.of(CLIENT));
    client.plane().install(ofClient(1, GCM), reversed(PATH), List.of(SERVER));
    assertThat(client.pings(SERVER)).isTrue();
    awaitThat(() -> headend.plane().traffic(HEADEND_SPI + 1).outboundPackets() == 3);
    assertThat(headend.plane().traffic(HEADEND_SPI).outboundPackets()).isEqualTo(3);

    // The peer still sends through the old one, which is taken.
    client.plane().remove(CLIENT_SPI + 1);
    client.plane().install(ofClient(1, GCM).at(ChildSa.Stage.INSTALLED), reversed(PATH), List.of());
    assertThat(client.pings(SERVER)).isTrue();
    awaitThat(() -> headend.plane().traffic(HEADEND_SPI).inboundPackets() == 6);

    headend.plane().remove(HEADEND_SPI + 1);
    assertThat(client.pings(SERVER)).isTrue();
    assertThat(headend.policies()).hasSize(3);
  }

  @Test
  void trafficFollowsAClientToAnotherPort() throws Exception {
    install(0, GCM);
    assertThat(client.pings(SERVER)).isTrue();
    assertThat(headend.events.paths).isEmpty();

    client.listen(CLIENT_OUTSIDE, 40_500);
    Path path = toClient(CLIENT_OUTSIDE, 40_500);
    client.plane().move(CLIENT_SPI, reversed(path));
    client.pingsBriefly(SERVER);
    awaitThat(() -> headend.events.paths.contains(path));
    headend.plane().move(HEADEND_SPI, path);

    assertThat(client.pings(SERVER)).isTrue();
    assertThat(headend.events.paths).containsExactly(path);
    assertThat(headend.events.lowNumbers).isEmpty();
  }

  @Test
  void trafficFollowsAClientToAnotherAddress() throws Exception {
    install(0, aead(Encryption.ENCR_AES_GCM_16, 256, true));
    assertThat(client.pings(SERVER)).isTrue();

    outside.exec("ip", "address", "add", "10.1.0.3/24", "dev", "veth0");
    client.listen(CLIENT_ELSEWHERE, PORT);
    Path path = toClient(CLIENT_ELSEWHERE, PORT);
    client.plane().move(CLIENT_SPI, reversed(path));
    client.pingsBriefly(SERVER);
    awaitThat(() -> headend.events.paths.contains(path));
    headend.plane().move(HEADEND_SPI, path);

    assertThat(client.pings(SERVER)).isTrue();
    assertThat(headend.statistic("XfrmInStateSeqError")).isZero();
    assertThat(headend.plane().traffic(HEADEND_SPI).inboundPackets()).isGreaterThanOrEqualTo(6);
    assertThat(outbound(headend).replay().sent()).isGreaterThan(SaDatabase.SKIPPED_NUMBERS);
    assertThat(headend.events.lowNumbers).containsExactly(HEADEND_SPI);
    assertThat(headend.states()).hasSize(2);
    assertThat(headend.policies()).hasSize(3);
  }

  @Test
  void aClientCannotSendAsAnother() throws Exception {
    install(0, GCM);
    outside.exec("ip", "address", "add", "10.99.0.66/32", "dev", "gh0");

    assertThat(client.pings(SERVER)).isTrue();
    assertThat(client.pingsBriefly(SERVER, "-I", "10.99.0.66")).isFalse();
    assertThat(headend.statistic("XfrmInNoPols")).isEqualTo(3);
    assertThat(headend.plane().traffic(HEADEND_SPI).outboundPackets()).isEqualTo(3);
  }

  @Test
  void aClientCannotSendAsAnotherThatIsConnected() throws Exception {
    install(0, GCM);
    InetAddress victim = address("10.99.0.66");
    headend
        .plane()
        .install(
            KernelFixtures.childSa(
                0x02000200,
                7_777,
                GCM,
                List.of(KernelFixtures.range("0.0.0.0", "255.255.255.255")),
                List.of(KernelFixtures.only(victim))),
            toClient(CLIENT_OUTSIDE, 5_000),
            List.of(victim));
    outside.exec("ip", "address", "add", "10.99.0.66/32", "dev", "gh0");

    assertThat(client.pingsBriefly(SERVER, "-I", "10.99.0.66")).isFalse();
    assertThat(headend.statistic("XfrmInTmplMismatch")).isEqualTo(3);
  }

  @Test
  void nobodyCanSendAsAClientInTheClear() throws Exception {
    install(0, GCM);
    client.plane().remove(CLIENT_SPI);
    outside.exec("ip", "route", "replace", "192.168.7.1/32", "via", "10.1.0.1", "dev", "veth0");

    assertThat(client.pingsBriefly(SERVER, "-I", "10.99.0.1")).isFalse();
    assertThat(headend.statistic("XfrmInTmplMismatch")).isEqualTo(3);
  }

  @Test
  void aRestartGoesOnWithWhatTheKernelHas() throws Exception {
    install(0, GCM);
    install(1, GCM);
    ChildSa forgotten =
        KernelFixtures.childSa(
            0x02000200,
            7_777,
            GCM,
            List.of(KernelFixtures.range("0.0.0.0", "255.255.255.255")),
            List.of(KernelFixtures.only(address("10.99.0.9"))));
    headend
        .plane()
        .install(forgotten, toClient(CLIENT_OUTSIDE, 5_000), List.of(address("10.99.0.9")));
    assertThat(client.pings(SERVER)).isTrue();
    headend.plane().close();
    assertThat(client.pings(SERVER)).isTrue();

    headend.restart(true);
    assertThat(headend.plane().outboundSpi(HEADEND_SPI)).hasValue(CLIENT_SPI);
    assertThat(headend.plane().outboundSpi(HEADEND_SPI + 1)).hasValue(CLIENT_SPI + 1);
    headend.plane().removeUnclaimed();
    assertThat(headend.plane().outboundSpi(0x02000200)).isEmpty();
    assertThat(headend.states()).hasSize(4);
    assertThat(inside.exec("ip", "route", "show", "dev", "gh0")).doesNotContain("10.99.0.9");
    headend.plane().install(ofHeadend(1, GCM), PATH, List.of(CLIENT));

    assertThat(client.pings(SERVER)).isTrue();
    awaitThat(() -> headend.plane().traffic(HEADEND_SPI + 1).inboundPackets() == 9);
    headend.plane().remove(HEADEND_SPI + 1);
    client.plane().remove(CLIENT_SPI + 1);
    assertThat(client.pings(SERVER)).isTrue();
  }

  @Test
  void anSaWithOtherKeysTakesThePlaceOfWhatTheKernelHas() throws Exception {
    install(0, GCM);
    headend.plane().close();
    headend.restart(true);
    EspSuite other = aead(Encryption.ENCR_CHACHA20_POLY1305, 256, false);
    install(0, other);

    assertThat(client.pings(SERVER)).isTrue();
    assertThat(headend.states()).hasSize(2);
  }

  @Test
  void aNodeOfAClusterBeginsWithNothing() throws Exception {
    install(0, GCM);
    headend.plane().close();
    headend.restart(false);

    assertThat(headend.plane().outboundSpi(HEADEND_SPI)).isEmpty();
    assertThat(headend.states()).isEmpty();
    assertThat(headend.policies()).isEmpty();
  }

  @Test
  void whatSomebodyRemovesIsRepaired() throws Exception {
    install(0, GCM);
    assertThat(client.pings(SERVER)).isTrue();
    awaitThat(() -> headend.plane().traffic(HEADEND_SPI).inboundPackets() == 3);

    inside.exec("ip", "xfrm", "state", "flush");
    inside.exec("ip", "xfrm", "policy", "flush");
    awaitThat(() -> headend.events.lowNumbers.contains(HEADEND_SPI));
    awaitThat(() -> headend.policies().size() == 3);

    assertThat(client.pings(SERVER)).isTrue();
    assertThat(client.statistic("XfrmInStateSeqError")).isZero();
    awaitThat(() -> headend.plane().traffic(HEADEND_SPI).inboundPackets() == 6);
  }

  @Test
  void onlyWhatIsThisPlanesIsTouched() throws Exception {
    inside.exec(
        "ip xfrm state add src 10.1.0.2 dst 10.1.0.1 proto esp spi 0x300 reqid 9 mode tunnel aead rfc4106(gcm(aes)) 0x000102030405060708090a0b0c0d0e0f10111213 128"
            .split(" "));
    inside.exec(
        "ip xfrm policy add src 10.7.0.0/16 dst 10.8.0.0/16 dir out tmpl src 10.1.0.1 dst 10.1.0.2 proto esp reqid 9 mode tunnel"
            .split(" "));
    install(0, GCM);
    assertThat(headend.states()).hasSize(3);

    headend.plane().removeAll();
    assertThat(headend.plane().traffic(HEADEND_SPI)).isEqualTo(Traffic.NONE);
    headend.plane().close();
    headend.restart(false);
    assertThat(headend.states()).extracting(state -> state.id().spi()).containsExactly(0x300);
    assertThat(headend.policies()).hasSize(1);
  }

  @Test
  void aPacketWhoseSaIsNotHereIsToldUntilItIs() throws Exception {
    headend.plane().close();
    headend.restartFiltered();
    client.plane().install(ofClient(0, GCM), reversed(PATH), List.of(SERVER));

    assertThat(client.pingsBriefly(SERVER)).isFalse();
    awaitThat(() -> headend.events.unknown.contains(HEADEND_SPI));
    headend.plane().install(ofHeadend(0, GCM), PATH, List.of(CLIENT));
    headend.events.unknown.clear();
    assertThat(client.pings(SERVER)).isTrue();
    assertThat(headend.events.unknown).isEmpty();

    headend.plane().remove(HEADEND_SPI);
    assertThat(client.pingsBriefly(SERVER)).isFalse();
    awaitThat(() -> headend.events.unknown.contains(HEADEND_SPI));
  }

  @Test
  void anSaWhoseNumbersRunOutIsTold() throws Exception {
    install(0, GCM);
    EspState out = outbound(headend);
    try (XfrmSocket socket = inside.call(XfrmSocket::open)) {
      socket
          .request(StateMessage.update(out.numbered(out.replay(), Lifetime.ofPackets(2, 5))))
          .orThrow("state");
    }
    assertThat(client.pings(SERVER)).isTrue();
    awaitThat(() -> headend.events.lowNumbers.contains(HEADEND_SPI));
    client.pingsBriefly(SERVER);
    awaitThat(() -> headend.plane().outboundSpi(HEADEND_SPI).isEmpty());
    assertThat(headend.states()).isEmpty();
    assertThat(headend.events.lowNumbers).containsExactly(HEADEND_SPI);
  }

  @Test
  void anSpiThatAnotherClientHasIsRefused() throws Exception {
    install(0, GCM);
    ChildSa same =
        KernelFixtures.childSa(
            0x02000200,
            CLIENT_SPI,
            GCM,
            List.of(KernelFixtures.range("0.0.0.0", "255.255.255.255")),
            List.of(KernelFixtures.only(address("10.99.0.66"))));
    assertThatThrownBy(() -> headend.plane().install(same, PATH, List.of(address("10.99.0.66"))))
        .isInstanceOf(DataPlaneException.class)
        .hasMessageContaining("in use by another client");
    assertThat(client.pings(SERVER)).isTrue();
    assertThat(headend.states()).hasSize(2);
  }

  private static EspState outbound(KernelEnd end) throws Exception {
    return end.states().stream()
        .filter(state -> state.reqid() == HEADEND_SPI)
        .findFirst()
        .orElseThrow();
  }
}
