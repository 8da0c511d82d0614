package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.octets.Octets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes with one store, of which one is lost, or slow, without a word. */
class LostNodeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private StoreSettings store;
  private ControlPlane one;
  private ControlPlane two;
  private ControlPlane three;

  @BeforeEach
  void start() {
    store = TestDatabase.POSTGRESQL.create(directory);
    one = ControlPlane.member(store, "vpn1", Optional.empty());
    two = ControlPlane.member(store, "vpn2", Optional.of(one));
    three = ControlPlane.member(store, "vpn3", Optional.of(one));
    await()
        .atMost(PATIENCE)
        .until(() -> Stream.of(one, two, three).allMatch(node -> node.shards.count() > 80));
  }

  @AfterEach
  void stop() {
    three.close();
    two.close();
    one.close();
  }

  private Established session(PskClient client) {
    return (Established) one.stored(client).orElseThrow();
  }

  @Test
  void trafficGoesOnBeforeTheClusterHasNoticedTheLoss() {
    PskClient client = new PskClient("alice");
    two.login(client);
    ChildSa childSa = session(client).childSas().getFirst();
    two.kill();

    three.sendEsp(client, childSa.inboundSpi(), PskClient.esp(childSa));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(three.dataPlane.installed().get(childSa.inboundSpi()))
                    .isNotNull()
                    .returns(1, ChildSa::recoveries));
    assertThat(one.nodes.lives("vpn2") || three.nodes.lives("vpn2")).as("nobody was told").isTrue();
    assertThat(session(client).path()).isEqualTo(three.here(client));
  }

  @Test
  void theSessionsOfALostNodeAreAdoptedAndKnowWhereTheirTrafficIs() {
    PskClient client = new PskClient("alice");
    two.login(client);
    ChildSa childSa = session(client).childSas().getFirst();
    String sessionId = session(client).sessionId();
    two.kill();
    three.sendEsp(client, childSa.inboundSpi(), PskClient.esp(childSa));
    await()
        .atMost(PATIENCE)
        .until(() -> three.dataPlane.installed().containsKey(childSa.inboundSpi()));

    one.down(two);

    await()
        .atMost(PATIENCE)
        .until(() -> one.shards.count() + three.shards.count() == SpiLayout.SHARDS);
    await().atMost(PATIENCE).until(() -> one.gauge.established() + three.gauge.established() == 1);
    client.open(three.exchange(client, client.probe()));
    assertThat(session(client).sessionId()).isEqualTo(sessionId);
    assertThat(session(client).childSas().getFirst().recoveries())
        .as("the machine still has it: the adoption changes nothing")
        .isEqualTo(1);
  }

  @Test
  void ofTwoMachinesThatTakeASessionOnOneHasItInTheEnd() {
    PskClient client = new PskClient("alice");
    two.login(client);
    ChildSa childSa = session(client).childSas().getFirst();
    two.kill();
    Octets packet = PskClient.esp(childSa);

    one.sendEsp(client, childSa.inboundSpi(), packet);
    three.sendEsp(client, childSa.inboundSpi(), packet);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Established stored = session(client);
              ControlPlane owner = stored.path().headend().equals("vpn1") ? one : three;
              ControlPlane other = owner == one ? three : one;
              int recoveries = stored.childSas().getFirst().recoveries();
              assertThat(owner.dataPlane.installed().get(childSa.inboundSpi()))
                  .isNotNull()
                  .returns(recoveries, ChildSa::recoveries);
              assertThat(other.dataPlane.installed()).doesNotContainKey(childSa.inboundSpi());
            });
  }

  @Test
  void anOwnerThatIsTooSlowIsPassedByAndGoesOnFromWhatTheStoreHas() throws SQLException {
    PskClient client = new PskClient("alice");
    two.login(client);
    ChildSa childSa = session(client).childSas().getFirst();
    try (Connection connection = DriverManager.getConnection(store.url(), store.user(), "");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // Writes wait, reads do not.
      statement.execute("LOCK TABLE ike_session IN EXCLUSIVE MODE");
      two.send(client, client.probe());
      Octets probe = client.probe();
      await().atMost(PATIENCE).until(() -> isWrittenFor(client, probe));
      three.sendEsp(client, childSa.inboundSpi(), PskClient.esp(childSa));
      await().atMost(PATIENCE).until(() -> waitingWriters() == 2);
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Established stored = session(client);
              List<ControlPlane> holders =
                  Stream.of(one, two, three)
                      .filter(node -> node.dataPlane.installed().containsKey(childSa.inboundSpi()))
                      .toList();
              assertThat(holders).hasSize(1);
              assertThat(holders.getFirst().nodes.self().text()).isEqualTo(stored.path().headend());
            });
    assertThat(two.exchange(client, client.probe())).isNotEmpty();
  }

  /** As a client sends again what was lost, while a shard was moving for instance. */
  private boolean isWrittenFor(PskClient client, Octets probe) throws SQLException {
    one.send(client, probe);
    return waitingWriters() == 1;
  }

  private int waitingWriters() throws SQLException {
    try (Connection connection = DriverManager.getConnection(store.url(), store.user(), "");
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event_type = 'Lock'")) {
      row.next();
      return row.getInt(1);
    }
  }
}
