package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.headend.HeldHeadend;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Namespace;
import io.gatehouse.endtoend.peer.AnyConnectClient;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.RadiusUser;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel carries the users' packets, of both address families inside and outside. {@code
 * KernelEspTest} runs this in a kernel that can, with {@code gatehouse.lab.data-plane=xfrm}.
 *
 * <p>IKE messages are those of the other plane, whose tests record them: here nobody does.
 */
class EspInKernel {
  @RegisterExtension
  static final Laboratory LABORATORY =
      Laboratory.withClients(2).with(HeadendSettings.usual().withIpv6().withHeldSockets());

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);
  private static final AtomicInteger RUNS = new AtomicInteger();

  /** An SPI, and how many packets the state has carried. */
  private static final Pattern STATE =
      Pattern.compile(
          "proto esp spi (0x[0-9a-f]{8}).*?lifetime current:.*?, (\\d+)\\(packets\\)",
          Pattern.DOTALL);

  @AfterEach
  void nothingIsLeftInTheKernel() {
    await().atMost(LIMIT).until(() -> states().isBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,     2001:db8:51::10, aes256gcm16,      'aead rfc4106(gcm(aes))'",
    "2001:db8:2::1, 198.51.100.10,   chacha20poly1305, 'aead rfc7539esp(chacha20,poly1305)'",
    "2001:db8:2::1, 2001:db8:51::10, aes256-sha256,    'enc cbc(aes)'"
  })
  void nothingIsLostWhileBothSasAreRekeyed(
      String server, String insideHost, String proposal, String algorithm) {
    Connection connection =
        site()
            .withPreSharedKey()
            .withServerAddress(server)
            .withEspProposal(proposal)
            .withVirtualAddresses("0.0.0.0", "::");
    try (StrongSwanClient client = start(connection)) {
      client.connect();
      assertThat(client.virtualAddresses()).hasSize(2);
      assertThat(states()).contains("dst " + server, algorithm, "encap type espinudp");
      try (UserTraffic traffic = UserTraffic.start(scene(), client.host(), insideHost)) {
        assertChanges(client::childSpi, client::rekeyChild);
        traffic.awaitMore();
        assertChanges(client::ikeSpi, client::rekeyIke);
        traffic.awaitMore();
        assertChanges(client::childSpi, client::rekeyChild);
        traffic.awaitMore();
        traffic.assertNothingLost();
      }
      InsideHost.exchangeFiles(client.host());
      client.disconnect();
    }
  }

  /** One has addresses of the pools, the other one of RADIUS, to which a route must lead. */
  @ParameterizedTest
  @ValueSource(strings = {Addresses.HEADEND_OUTSIDE, Addresses.HEADEND_OUTSIDE_IPV6})
  void anAnyConnectUsersPacketsFlow(String server) {
    RadiusUser user = server.contains(":") ? Site.FRANK : Site.BOB;
    Namespace host = scene().client(2);
    try (AnyConnectClient client =
        AnyConnectClient.connectTo(
            server, host, scene().authorityFile(), user.name(), List.of(user.password()))) {
      assertThat(states()).contains("dst " + server, "encap type espinudp");
      assertBothFamiliesAreAnswered(host);
      client.rekeyChild();
      assertBothFamiliesAreAnswered(host);
      client.rekeyIke();
      client.rekeyChild();
      assertBothFamiliesAreAnswered(host);
      InsideHost.exchangeFiles(host);
    }
  }

  @Test
  void aChildSaIsRekeyedBeforeItHasCarriedAllThatItMay() {
    try (StrongSwanClient client = start(site().withMeteredPreSharedKey())) {
      client.connect();
      assertThat(states()).contains("(bytes), hard 2621440(bytes)");
      try (SteadyPing ping = SteadyPing.heavy(client.host())) {
        assertChanges(client::childSpi, () -> {});
        assertChanges(client::childSpi, () -> {});
        ping.assertNothingLost();
      }
      client.disconnect();
    }
  }

  private static void assertBothFamiliesAreAnswered(Namespace client) {
    InsideHost.ping(client);
    InsideHost.pingIpv6(client);
  }

  /** RFC 7296 section 2.4: what keeps a client from asking is traffic, and here is none. */
  @Test
  void aQuietClientIsToldThatTheHeadendIsAlive() {
    try (StrongSwanClient client =
        start(site().withPreSharedKey().withDeadPeerDetection(SIGN_OF_LIFE))) {
      client.connect();
      await().atMost(LIMIT).until(() -> client.log().contains("parsed INFORMATIONAL response"));
      InsideHost.ping(client.host());
      client.disconnect();
    }
  }

  /** The node's process ends and another takes its place: somebody else holds the sockets. */
  @Test
  void nothingIsLostWhileTheProcessIsAway() {
    HeldHeadend headend = (HeldHeadend) scene().headend();
    try (ConnectedPair pair =
            ConnectedPair.connectTo(
                Addresses.HEADEND_OUTSIDE, Addresses.HEADEND_OUTSIDE_IPV6, scene());
        SteadyPing first = SteadyPing.start(pair.strongSwan().client().host());
        SteadyPing second =
            SteadyPing.start(pair.anyConnect().client().host(), Addresses.INSIDE_HOST_IPV6)) {
      Map<String, Long> before = packetsByState();
      assertThat(before).hasSize(4);

      headend.kill9();
      assertThat(packetsByState()).containsOnlyKeys(before.keySet());
      headend.awaitServing();
      assertThat(headend.output()).contains("2 CHILD SAs in the kernel go on");
      assertHaveCarriedMore(before);
      first.assertNothingLost();
      second.assertNothingLost();
      pair.assertGoesOn();
    }
  }

  /** Except for states that were rekeyed since. */
  private static void assertHaveCarriedMore(Map<String, Long> before) {
    packetsByState()
        .forEach(
            (spi, packets) ->
                assertThat(packets).as(spi).isGreaterThan(before.getOrDefault(spi, -1L)));
  }

  private static Map<String, Long> packetsByState() {
    Map<String, Long> packets = new TreeMap<>();
    Matcher state = STATE.matcher(states());
    while (state.find()) {
      packets.put(state.group(1), Long.valueOf(state.group(2)));
    }
    return packets;
  }

  private static void assertChanges(Supplier<Optional<String>> spi, Runnable rekeying) {
    Optional<String> before = spi.get();
    rekeying.run();
    await().atMost(LIMIT).until(() -> spi.get().isPresent() && !spi.get().equals(before));
  }

  private static String states() {
    return scene().lab().headend().command("ip", "-s", "xfrm", "state").run();
  }

  private static StrongSwanClient start(Connection connection) {
    return StrongSwanClient.start(
        scene().client(1), "esp" + RUNS.incrementAndGet(), connection, site().authority());
  }

  private static Scene scene() {
    return LABORATORY.scene();
  }

  private static Site site() {
    return scene().site();
  }
}
