package io.gatehouse.node.kernel;

import static io.gatehouse.node.kernel.KernelFixtures.CLIENT;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT6;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_ELSEWHERE6;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.CLIENT_OUTSIDE6;
import static io.gatehouse.node.kernel.KernelFixtures.GCM;
import static io.gatehouse.node.kernel.KernelFixtures.HEADEND_OUTSIDE;
import static io.gatehouse.node.kernel.KernelFixtures.HEADEND_OUTSIDE6;
import static io.gatehouse.node.kernel.KernelFixtures.PORT;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER;
import static io.gatehouse.node.kernel.KernelFixtures.SERVER6;
import static io.gatehouse.node.kernel.KernelFixtures.only;
import static io.gatehouse.node.kernel.KernelFixtures.range;
import static io.gatehouse.node.kernel.KernelFixtures.reversed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.node.namespace.NetworkNamespace;
import io.gatehouse.protocol.ike.exchange.Path;
import io.gatehouse.protocol.ike.message.TrafficSelector;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link SaInstallationTest}, with clients of both address families, inside and outside. */
class XfrmIpv6Test {

  private static final int HEADEND_SPI = 0x01000100;
  private static final int CLIENT_SPI = 0xC1C2C300;
  private static final Path OVER_IPV4 = path(HEADEND_OUTSIDE, CLIENT_OUTSIDE, PORT);
  private static final Path OVER_IPV6 = path(HEADEND_OUTSIDE6, CLIENT_OUTSIDE6, PORT);
  private static final List<TrafficSelector> ANY =
      List.of(
          range("0.0.0.0", "255.255.255.255"),
          range("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
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
    address(inside, HEADEND_OUTSIDE6, "64", "veth0");
    address(outside, CLIENT_OUTSIDE6, "64", "veth0");
    headend = KernelEnd.open(inside, SERVER, HEADEND_OUTSIDE, HEADEND_OUTSIDE6);
    client = KernelEnd.open(outside, CLIENT, CLIENT_OUTSIDE, CLIENT_OUTSIDE6, CLIENT_ELSEWHERE6);
    headend.listen(HEADEND_OUTSIDE6, PORT);
    client.listen(CLIENT_OUTSIDE6, PORT);
    address(inside, SERVER6, "128", "gh0");
    address(outside, CLIENT6, "128", "gh0");
  }

  private static void address(
      NetworkNamespace namespace, InetAddress address, String prefixLength, String device)
      throws Exception {
    String prefix = address.getHostAddress() + "/" + prefixLength;
    namespace.exec("ip", "address", "add", prefix, "dev", device, "nodad");
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {client, headend, outside, inside}) {
      if (part != null) {
        part.close();
      }
    }
  }

  private static Path path(InetAddress headend, InetAddress client, int port) {
    return new Path(
        new InetSocketAddress(headend, PORT),
        new InetSocketAddress(client, port),
        KernelFixtures.HEADEND);
  }

  private void install(Path path) {
    installAtHeadend(path);
    installAtClient(path);
  }

  private void installAtHeadend(Path path) {
    headend
        .plane()
        .install(
            KernelFixtures.childSa(
                HEADEND_SPI, CLIENT_SPI, GCM, ANY, List.of(only(CLIENT), only(CLIENT6))),
            path,
            List.of(CLIENT, CLIENT6));
  }

  /** It may send as anybody. */
  private void installAtClient(Path path) {
    client
        .plane()
        .install(
            KernelFixtures.childSa(CLIENT_SPI, HEADEND_SPI, GCM, ANY, ANY),
            reversed(path),
            List.of(SERVER, SERVER6));
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(LIMIT).until(condition);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothFamiliesGoThroughOneTunnelInWhateverSize(boolean overIpv6) throws Exception {
    install(overIpv6 ? OVER_IPV6 : OVER_IPV4);

    assertThat(client.pings(SERVER)).isTrue();
    assertThat(client.pings(SERVER6)).isTrue();
    awaitThat(() -> headend.plane().traffic(HEADEND_SPI).inboundPackets() == 6);
    assertThat(headend.pings(CLIENT, "-s", "2000")).isTrue();
    assertThat(headend.pings(CLIENT6, "-s", "2000")).isTrue();
    assertThat(headend.states()).hasSize(2);
    assertThat(headend.policies()).hasSize(6);
  }

  /** What is there already and is as it should be must look so, in whichever family it is. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyWhatIsMissingIsRepaired(boolean overIpv6) throws Exception {
    install(overIpv6 ? OVER_IPV6 : OVER_IPV4);
    assertRepaired(1, CLIENT6, "::/0");
    assertRepaired(2, CLIENT, "0.0.0.0/0");
    assertThat(client.pings(SERVER6)).isTrue();
  }

  private void assertRepaired(long count, InetAddress from, String to) throws Exception {
    inside.exec(
        "ip", "xfrm", "policy", "delete", "dir", "in", "src", from.getHostAddress(), "dst", to);
    awaitThat(() -> repairs() >= count);
    assertThat(repairs()).isEqualTo(count);
  }

  private long repairs() {
    return headend.plane().counters().getOrDefault(KernelEvent.REPAIRED, 0L);
  }

  @Test
  void trafficFollowsAClientToAnotherPort() throws Exception {
    install(OVER_IPV6);
    assertThat(client.pings(SERVER6)).isTrue();

    client.listen(CLIENT_OUTSIDE6, 40_500);
    move(path(HEADEND_OUTSIDE6, CLIENT_OUTSIDE6, 40_500));
    assertThat(headend.events.due).isEmpty();
  }

  @Test
  void trafficFollowsAClientToAnotherAddress() throws Exception {
    install(OVER_IPV6);
    assertThat(client.pings(SERVER6)).isTrue();

    address(outside, CLIENT_ELSEWHERE6, "64", "veth0");
    client.listen(CLIENT_ELSEWHERE6, PORT);
    move(path(HEADEND_OUTSIDE6, CLIENT_ELSEWHERE6, PORT));
    assertThat(headend.states()).hasSize(2);
    assertThat(headend.policies()).hasSize(6);
  }

  private void move(Path path) throws Exception {
    client.plane().move(CLIENT_SPI, reversed(path));
    client.pingsBriefly(SERVER6);
    awaitThat(() -> headend.events.paths.contains(path));
    headend.plane().move(HEADEND_SPI, path);

    assertThat(client.pings(SERVER)).isTrue();
    assertThat(client.pings(SERVER6)).isTrue();
    assertThat(headend.statistic("XfrmInStateSeqError")).isZero();
  }

  @Test
  void aClientCannotSendAsAnother() throws Exception {
    install(OVER_IPV6);
    address(outside, KernelFixtures.address("2001:db8:9::66"), "128", "gh0");

    assertThat(client.pings(SERVER6, "-I", "2001:db8:9::1")).isTrue();
    assertThat(client.pingsBriefly(SERVER6, "-I", "2001:db8:9::66")).isFalse();
    assertThat(headend.statistic("XfrmInNoPols")).isEqualTo(3);
  }

  @Test
  void nobodyCanSendAsAClientInTheClear() throws Exception {
    install(OVER_IPV6);
    client.plane().remove(CLIENT_SPI);
    outside.exec("ip", "route", "replace", "2001:db8:7::1/128", "via", "fd00:1::1", "dev", "veth0");

    // The link knows its neighbour then, for which a forged packet would have to wait.
    assertThat(client.pings(HEADEND_OUTSIDE6)).isTrue();
    assertThat(client.pingsBriefly(SERVER6, "-I", "2001:db8:9::1")).isFalse();
    assertThat(headend.statistic("XfrmInTmplMismatch")).isEqualTo(3);
  }

  @Test
  void aPacketWhoseSaIsNotHereIsTold() throws Exception {
    headend.plane().close();
    headend.restartFiltered();
    installAtClient(OVER_IPV6);

    assertThat(client.pingsBriefly(SERVER6)).isFalse();
    awaitThat(() -> headend.events.unknown.contains(HEADEND_SPI));
    installAtHeadend(OVER_IPV6);
    assertThat(client.pings(SERVER6)).isTrue();
  }

  @Test
  void aRestartGoesOnWithWhatTheKernelHas() throws Exception {
    install(OVER_IPV6);
    headend.plane().close();
    assertThat(client.pings(SERVER6)).isTrue();

    headend.restart(true);
    assertThat(headend.plane().outboundSpi(HEADEND_SPI)).hasValue(CLIENT_SPI);
    assertThat(client.pings(SERVER6)).isTrue();
    installAtHeadend(OVER_IPV6);
    assertThat(client.pings(SERVER)).isTrue();
    awaitThat(() -> headend.plane().traffic(HEADEND_SPI).inboundPackets() == 9);
    assertThat(headend.events.due).isEmpty();
  }
}
