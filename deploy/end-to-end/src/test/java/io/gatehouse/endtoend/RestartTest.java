package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.peer.AnyConnectClient;
import io.gatehouse.endtoend.peer.Connection;
import io.gatehouse.endtoend.peer.InsideHost;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The headend's process is killed and started again; nobody who was connected notices. */
class RestartTest {
  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(2);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void sessionsSurviveThatTheProcessIsKilled() {
    Scene scene = LABORATORY.scene();
    assumeThat(scene.headend()).isInstanceOf(GatehouseHeadend.class);
    Connection connection =
        scene.site().withEap(Site.ALICE).withDeadPeerDetection(Duration.ofSeconds(2));
    try (ObservedClient observed = ObservedClient.on(scene, 1, connection);
        AnyConnectClient anyConnect =
            AnyConnectClient.connect(
                scene.client(2),
                scene.authorityFile(),
                Site.BOB.name(),
                List.of(Site.BOB.password()))) {
      observed.connectAndUseTunnel();
      InsideHost.ping(anyConnect.host());
      StrongSwanClient strongSwan = observed.client();
      Optional<String> number = strongSwan.ikeNumber();
      Optional<String> address = strongSwan.virtualAddress();

      scene.headend().kill9();
      scene.headend().restart();

      await().atMost(LIMIT).until(() -> InsideHost.answersPing(strongSwan.host()));
      await().atMost(LIMIT).until(() -> InsideHost.answersPing(anyConnect.host()));
      observed.assertTunnelWorks();
      int answers = answersTo(strongSwan);
      await().atMost(LIMIT).until(() -> answersTo(strongSwan) > answers);
      assertThat(strongSwan.ikeNumber()).isEqualTo(number);
      assertThat(strongSwan.virtualAddress()).isEqualTo(address);
      assertThat(anyConnect.isAlive()).isTrue();
      assertThat(scene.radius().accepted(Site.ALICE.name())).isEqualTo(1);
      assertThat(scene.radius().accepted(Site.BOB.name())).isEqualTo(1);
      strongSwan.disconnect();
      observed.dissect();
    }
  }

  private static int answersTo(StrongSwanClient client) {
    return client.log().split("parsed INFORMATIONAL response", -1).length;
  }
}
