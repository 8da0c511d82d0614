package io.gatehouse.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.peer.NatRouter;
import io.gatehouse.endtoend.peer.StrongSwanClient;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients behind a router that translates their addresses, and changes its mind about how. */
class NatTest {
  private static final int ROUTER = 3;

  @RegisterExtension static final Laboratory LABORATORY = Laboratory.withClients(ROUTER);

  private static final String OTHER_ADDRESS = Addresses.client(ROUTER + 1);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void sessionsFollowTheirClientsToOtherPortsAndToAnotherAddress() {
    Scene scene = LABORATORY.scene();
    assumeThat(scene.headend()).isInstanceOf(GatehouseHeadend.class);
    GatehouseHeadend headend = (GatehouseHeadend) scene.headend();
    try (NatRouter router = NatRouter.start(scene.client(ROUTER), ROUTER);
        ConnectedPair pair = ConnectedPair.connectTo(router.address(), scene)) {
      assertThat(headend.showSessions()).contains(router.address());

      router.restart();
      pair.assertGoesOn();

      router.restartWithAddress(OTHER_ADDRESS);
      pair.assertGoesOn();
      assertThat(headend.showSessions()).contains(OTHER_ADDRESS).doesNotContain(router.address());
      assertChildCanBeRekeyed(pair);
      pair.anyConnect().dissect();
    }
  }

  private static void assertChildCanBeRekeyed(ConnectedPair pair) {
    StrongSwanClient client = pair.strongSwan().client();
    Optional<String> spi = client.childSpi();
    client.rekeyChild();
    await().atMost(LIMIT).until(() -> !client.childSpi().equals(spi) && client.isConnected());
    pair.assertGoesOn();
    client.disconnect();
    pair.strongSwan().dissect();
  }
}
