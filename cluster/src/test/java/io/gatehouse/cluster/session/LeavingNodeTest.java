package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.octets.Octets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeavingNodeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CLIENTS = 8;

  /** The oldest node leaves: it decides where shards go, its own as well. */
  @Test
  void aNodeGivesItsShardsAwayAndServesItsClientsMeanwhile(@TempDir Path directory) {
    StoreSettings store = TestDatabase.POSTGRESQL.create(directory);
    try (ControlPlane leaving = ControlPlane.member(store, "vpn1", Optional.empty());
        ControlPlane staying = ControlPlane.member(store, "vpn2", Optional.of(leaving))) {
      await()
          .atMost(PATIENCE)
          .until(() -> leaving.shards.count() == 128 && staying.shards.count() == 128);
      List<PskClient> clients = loggedIn(leaving);

      leaving.giveShardsAway();

      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                clients.forEach(client -> assertAnswered(leaving, client));
                return leaving.shards.count() == 0 && staying.shards.count() == 256;
              });
      clients.forEach(client -> assertAnswered(staying, client));
      assertThat(leaving.shards.count()).as("it gets none back").isZero();
    }
  }

  private static List<PskClient> loggedIn(ControlPlane node) {
    List<PskClient> clients =
        IntStream.range(0, CLIENTS).mapToObj(i -> new PskClient("leaving" + i)).toList();
    clients.forEach(node::login);
    return clients;
  }

  private static void assertAnswered(ControlPlane node, PskClient client) {
    List<Octets> response = node.exchange(client, client.probe());
    assertThat(client.open(response).payloads()).isEmpty();
  }
}
