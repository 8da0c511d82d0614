package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.headend.HeadendSettings;
import io.gatehouse.endtoend.hostile.Attacker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody on the clients' network who knows their IKE messages, and sends what he likes. */
class HostileInputTest {
  private static final int COOKIE_THRESHOLD = 100;

  @RegisterExtension
  static final Laboratory LABORATORY =
      Laboratory.withClients(3).with(HeadendSettings.usual().withCookiesFrom(COOKIE_THRESHOLD));

  private static final int ATTACKER = 3;
  private static final long SEED = 20_250_917;
  private static final int DATAGRAMS = 20_000;

  // Many are on their way before the first of them counts, but by far not all that are sent.
  private static final long MOST_HALF_OPEN = 10 * COOKIE_THRESHOLD;
  private static final long MOST_GROWTH = 512L * 1024 * 1024;
  private static final Duration HALF_OPEN_LIMIT = Duration.ofSeconds(45);

  @Test
  void sessionsGoOnAndNewOnesCanBegin() {
    Scene scene = LABORATORY.scene();
    assumeThat(scene.headend()).isInstanceOf(GatehouseHeadend.class);
    GatehouseHeadend headend = (GatehouseHeadend) scene.headend();
    try (ConnectedPair pair = ConnectedPair.connect(scene)) {
      long memory = headend.residentMemory();
      List<Path> recordings = List.of(pair.strongSwan().recording(), pair.anyConnect().recording());

      Attacker.attack(scene.client(ATTACKER), SEED, DATAGRAMS, recordings);

      assertThat(headend.showStatus())
          .hasEntrySatisfying(
              "sessions_half_open", count -> assertThat(count).isBetween(1L, MOST_HALF_OPEN))
          .hasEntrySatisfying("sessions_established", count -> assertThat(count).isEqualTo(2))
          .hasEntrySatisfying("ingress_cookie_asked", count -> assertThat(count).isPositive());
      assertSomebodyCanConnect(scene);
      pair.assertGoesOn();
      assertThat(headend.residentMemory() - memory).isLessThan(MOST_GROWTH);
      await()
          .atMost(HALF_OPEN_LIMIT)
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> headend.showStatus().getOrDefault("sessions_half_open", -1L) == 0);
      pair.assertGoesOn();
    }
  }

  private static void assertSomebodyCanConnect(Scene scene) {
    try (ObservedClient newcomer =
        ObservedClient.on(scene, ATTACKER, scene.site().withEap(Site.CAROL))) {
      newcomer.connectAndUseTunnel();
      newcomer.client().disconnect();
    }
  }
}
