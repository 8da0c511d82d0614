package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** IPv6 inside the tunnel, alone or beside IPv4, and IPv6 that carries the tunnel. */
class Ipv6Test {
  @RegisterExtension
  static final Laboratory LABORATORY =
      Laboratory.withClients(1).with(HeadendSettings.usual().withAccounting().withIpv6());

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String POOL_PREFIX = "2001:db8:99:";

  @BeforeEach
  void onlyGatehouseHasIpv6() {
    assumeThat(LABORATORY.scene().headend()).isInstanceOf(GatehouseHeadend.class);
  }

  @Test
  void bothFamiliesGoThroughOneChildSa() {
    try (ObservedClient observed =
        ObservedClient.on(
            scene(), scene().site().withEap(Site.ALICE).withVirtualAddresses("0.0.0.0", "::"))) {
      observed.connectAndUseTunnel();
      StrongSwanClient client = observed.client();
      InsideHost.pingIpv6(client.host());

      assertThat(client.virtualAddresses()).hasSize(2);
      assertThat(client.virtualAddresses().getLast()).startsWith(POOL_PREFIX);
      assertThat(client.sas().split("state=INSTALLED", -1)).as("CHILD SAs").hasSize(2);
      assertThat(client.nameServers()).contains(Site.DNS_SERVER, Site.DNS_SERVER_IPV6);
      assertThat(showSessions())
          .contains("Assigned host addr: " + client.virtualAddresses().getFirst())
          .contains("Assigned host addr: " + POOL_PREFIX);

      client.rekeyChild();
      InsideHost.ping(client.host());
      InsideHost.pingIpv6(client.host());
      client.disconnect();
      observed.dissect();
      await()
          .atMost(LIMIT)
          .until(
              () -> scene().radius().accounting().contains("Framed-IPv6-Address = " + POOL_PREFIX));
    }
  }

  @Test
  void theAddressesOfLastTimeComeBack() {
    List<String> first = addressesOfALogin();

    assertThat(addressesOfALogin()).isEqualTo(first);
  }

  private static List<String> addressesOfALogin() {
    try (ObservedClient observed =
        ObservedClient.on(
            scene(), scene().site().withEap(Site.BOB).withVirtualAddresses("0.0.0.0", "::"))) {
      observed.client().connect();
      List<String> addresses = observed.client().virtualAddresses();
      observed.client().disconnect();
      return addresses;
    }
  }

  @Test
  void ipv6Alone() {
    try (ObservedClient observed =
        ObservedClient.on(scene(), scene().site().withPreSharedKey().withVirtualAddresses("::"))) {
      observed.client().connect();
      InsideHost.pingIpv6(observed.client().host());

      assertThat(observed.client().virtualAddresses())
          .singleElement()
          .asString()
          .startsWith(POOL_PREFIX);
      assertThat(InsideHost.answersPing(observed.client().host())).isFalse();
      observed.client().disconnect();
      observed.dissect();
    }
  }

  @Test
  void anAddressFromRadius() {
    try (ObservedClient observed =
        ObservedClient.on(
            scene(), scene().site().withEap(Site.FRANK).withVirtualAddresses("0.0.0.0", "::"))) {
      observed.client().connect();
      InsideHost.ping(observed.client().host());
      InsideHost.pingIpv6(observed.client().host());

      assertThat(observed.client().virtualAddresses()).last().isEqualTo(Site.FRANK_ADDRESS);
      observed.client().disconnect();
      observed.dissect();
    }
  }

  @Test
  void theTunnelMayGoOverIpv6() {
    try (ObservedClient observed =
        ObservedClient.on(
            scene(),
            scene()
                .site()
                .withRsa()
                .withServerAddress(Addresses.HEADEND_OUTSIDE_IPV6)
                .withVirtualAddresses("0.0.0.0", "::"))) {
      observed.connectAndUseTunnel();
      InsideHost.pingIpv6(observed.client().host());

      assertThat(observed.client().sas()).contains("remote-host=" + Addresses.HEADEND_OUTSIDE_IPV6);
      observed.client().rekeyIke();
      observed.assertTunnelWorks();
      observed.client().disconnect();
      observed.dissect();
    }
  }

  @Test
  void anyConnectAsksForBoth() {
    try (ObservedAnyConnect client =
        ObservedAnyConnect.connect(scene(), 1, Site.ALICE, List.of(Site.ALICE.password()))) {
      client.assertTunnelWorks();
      InsideHost.pingIpv6(client.client().host());
      client.dissect();
    }
  }

  @Test
  void anyConnectOverIpv6() {
    try (ObservedAnyConnect client =
        ObservedAnyConnect.connectTo(
            Addresses.HEADEND_OUTSIDE_IPV6,
            scene(),
            1,
            Site.ALICE,
            List.of(Site.ALICE.password()))) {
      client.assertTunnelWorks();
      InsideHost.pingIpv6(client.client().host());
      client.dissect();
    }
  }

  @Test
  void bothAddressesOutliveTheProcess() {
    try (ObservedClient observed =
        ObservedClient.on(
            scene(), scene().site().withEap(Site.ALICE).withVirtualAddresses("0.0.0.0", "::"))) {
      observed.connectAndUseTunnel();
      List<String> before = observed.client().virtualAddresses();

      scene().headend().kill9();
      scene().headend().restart();

      await().atMost(LIMIT).until(() -> InsideHost.answersPing(observed.client().host()));
      InsideHost.pingIpv6(observed.client().host());
      assertThat(observed.client().virtualAddresses()).isEqualTo(before);
      observed.client().disconnect();
    }
  }

  private static String showSessions() {
    return ((GatehouseHeadend) scene().headend()).showSessions();
  }

  private static Scene scene() {
    return LABORATORY.scene();
  }
}
