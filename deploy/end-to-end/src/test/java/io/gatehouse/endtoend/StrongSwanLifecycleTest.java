package io.gatehouse.endtoend;

import static io.gatehouse.endtoend.capture.DissectedMessage.CREATE_CHILD_SA;
import static io.gatehouse.endtoend.capture.DissectedMessage.INFORMATIONAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.capture.DissectedMessage;
import io.gatehouse.endtoend.capture.Dissection;
import io.gatehouse.endtoend.headend.Headend;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a connection after it is up, with Debian's strongSwan. */
class StrongSwanLifecycleTest {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(2);

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void childSaIsRekeyedByTheClient() {
    try (ObservedClient observed = connected(site().withPreSharedKey())) {
      rekeyChild(observed);
    }
  }

  @Test
  void childSaIsRekeyedWithPerfectForwardSecrecy() {
    try (ObservedClient observed =
        connected(site().withRsa().withEspProposal("aes256gcm16-ecp256"))) {
      rekeyChild(observed);
    }
  }

  @Test
  void childSaIsRekeyedByTheHeadendBeforeItHasCarriedAllThatItMay() {
    Assumptions.assumeThat(Headend.isGatehouse()).isTrue();
    try (ObservedClient observed =
        ObservedClient.on(LABORATORY.scene(), site().withMeteredPreSharedKey())) {
      StrongSwanClient client = observed.client();
      client.connect();
      Optional<String> before = client.childSpi();
      SteadyPing ping = SteadyPing.heavy(client.host());
      await().atMost(LIMIT).until(() -> !client.childSpi().equals(before) && client.isConnected());
      ping.assertNothingLost();
      client.disconnect();
      // The ping may have gone on for long enough for another one.
      assertThat(observed.dissect().exchange(CREATE_CHILD_SA)).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  private static void rekeyChild(ObservedClient observed) {
    StrongSwanClient client = observed.client();
    Optional<String> before = client.childSpi();
    try (SteadyPing ping = SteadyPing.heavy(client.host())) {
      client.rekeyChild();
      await().atMost(LIMIT).until(() -> !client.childSpi().equals(before) && client.isConnected());
      ping.assertNothingLost();
    }
    observed.assertTunnelWorks();
    client.disconnect();
    assertThat(observed.dissect().exchange(CREATE_CHILD_SA)).hasSize(2);
  }

  @Test
  void ikeSaIsRekeyedByTheClient() {
    try (ObservedClient observed = connected(site().withEap(Site.ALICE))) {
      StrongSwanClient client = observed.client();
      Optional<String> spi = client.ikeSpi();
      Optional<String> address = client.virtualAddress();
      client.rekeyIke();
      await().atMost(LIMIT).until(() -> !client.ikeSpi().equals(spi) && client.isConnected());
      assertThat(client.virtualAddress()).isEqualTo(address);
      observed.assertTunnelWorks();
      // Both SAs again, now inside the new IKE SA.
      Optional<String> childSpi = client.childSpi();
      client.rekeyChild();
      await().atMost(LIMIT).until(() -> !client.childSpi().equals(childSpi));
      observed.assertTunnelWorks();
      client.disconnect();
      assertThat(observed.dissect().exchange(CREATE_CHILD_SA)).hasSize(4);
    }
  }

  @Test
  void aQuietClientIsToldThatTheHeadendIsAlive() {
    Connection connection = site().withPreSharedKey().withDeadPeerDetection(Duration.ofSeconds(1));
    try (ObservedClient observed = connected(connection)) {
      await()
          .atMost(LIMIT)
          .until(() -> observed.client().log().contains("parsed INFORMATIONAL response"));
      assertThat(observed.client().isConnected()).isTrue();
      observed.client().disconnect();
      Dissection dissection = observed.dissect();
      assertThat(dissection.exchange(INFORMATIONAL).filter(DissectedMessage::response))
          .hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void deleteEndsTheSession() {
    try (ObservedClient observed = connected(site().withPreSharedKey())) {
      observed.client().disconnect();
      assertThat(InsideHost.answersPing(observed.client().host())).isFalse();
      Dissection dissection = observed.dissect();
      assertThat(dissection.exchange(INFORMATIONAL)).hasSize(2);
    }
  }

  @Test
  void twoClientsHaveTwoAddresses() {
    Scene scene = LABORATORY.scene();
    try (ObservedClient first = ObservedClient.on(scene, 1, site().withEap(Site.ALICE));
        ObservedClient second = ObservedClient.on(scene, 2, site().withEap(Site.BOB))) {
      first.connectAndUseTunnel();
      second.connectAndUseTunnel();
      first.assertTunnelWorks();
      assertThat(first.client().virtualAddress()).isNotEqualTo(second.client().virtualAddress());
      first.client().disconnect();
      second.client().disconnect();
      first.dissect();
      second.dissect();
    }
  }

  @Test
  void aClientThatVanishedComesBack() {
    try (ObservedClient lost = connected(site().withEap(Site.ALICE))) {
      lost.client().kill9();
    }
    try (ObservedClient again = connected(site().withEap(Site.ALICE))) {
      again.client().disconnect();
      again.dissect();
    }
  }

  private static ObservedClient connected(Connection connection) {
    ObservedClient observed = ObservedClient.on(LABORATORY.scene(), connection);
    try {
      observed.connectAndUseTunnel();
      return observed;
    } catch (RuntimeException | Error e) {
      observed.close();
      throw e;
    }
  }

  private static Site site() {
    return LABORATORY.scene().site();
  }
}
