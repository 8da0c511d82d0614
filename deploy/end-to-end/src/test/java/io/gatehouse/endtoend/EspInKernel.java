package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kernel carries the users' packets. {@code KernelEspTest} runs this in a kernel that can, with
 * {@code gatehouse.lab.data-plane=xfrm}.
 */
class EspInKernel {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(2);

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({
    "aes256gcm16,      'aead rfc4106(gcm(aes))'",
    "chacha20poly1305, 'aead rfc7539esp(chacha20,poly1305)'",
    "aes256-sha256,    'enc cbc(aes)'"
  })
  void packetsFlowWhileBothSasAreRekeyed(String proposal, String algorithm) {
    try (ObservedClient observed =
        ObservedClient.on(scene(), site().withPreSharedKey().withEspProposal(proposal))) {
      observed.connectAndUseTunnel();
      StrongSwanClient client = observed.client();
      assertThat(states()).contains(algorithm, "encap type espinudp");
      SteadyPing ping = SteadyPing.start(client.host());
      assertChanges(client::childSpi, client::rekeyChild);
      assertChanges(client::ikeSpi, client::rekeyIke);
      assertChanges(client::childSpi, client::rekeyChild);
      observed.assertTunnelWorks();
      ping.assertNothingLost();
      client.disconnect();
      observed.dissect();
      await().atMost(LIMIT).until(() -> states().isBlank());
    }
  }

  @Test
  void anAnyConnectUsersPacketsFlow() {
    try (ObservedAnyConnect client =
        ObservedAnyConnect.connect(scene(), 2, Site.BOB, List.of(Site.BOB.password()))) {
      client.assertTunnelWorks();
      assertThat(states()).contains("encap type espinudp");
      client.dissect();
      await().atMost(LIMIT).until(() -> states().isBlank());
    }
  }

  /** RFC 7296 section 2.4: what keeps a client from asking is traffic, and here is none. */
  @Test
  void aQuietClientIsToldThatTheHeadendIsAlive() {
    Connection connection = site().withPreSharedKey().withDeadPeerDetection(SIGN_OF_LIFE);
    try (ObservedClient observed = ObservedClient.on(scene(), connection)) {
      observed.client().connect();
      await()
          .atMost(LIMIT)
          .until(() -> observed.client().log().contains("parsed INFORMATIONAL response"));
      InsideHost.ping(observed.client().host());
      observed.client().disconnect();
      await().atMost(LIMIT).until(() -> states().isBlank());
    }
  }

  private static void assertChanges(Supplier<Optional<String>> spi, Runnable rekeying) {
    Optional<String> before = spi.get();
    rekeying.run();
    await().atMost(LIMIT).until(() -> spi.get().isPresent() && !spi.get().equals(before));
  }

  private static String states() {
    return scene().lab().headend().command("ip", "-s", "xfrm", "state").run();
  }

  private static Scene scene() {
    return LABORATORY.scene();
  }

  private static Site site() {
    return scene().site();
  }
}
