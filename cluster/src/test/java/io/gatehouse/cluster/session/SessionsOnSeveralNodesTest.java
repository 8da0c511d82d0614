package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with one store: any packet may come to any of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsOnSeveralNodesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ControlPlane one;
  private ControlPlane two;

  @BeforeAll
  void start(@TempDir Path directory) {
    StoreSettings store = TestDatabase.POSTGRESQL.create(directory);
    one = ControlPlane.member(store, "vpn1", Optional.empty());
    two = ControlPlane.member(store, "vpn2", Optional.of(one));
    await().atMost(PATIENCE).until(() -> one.shards.count() == 128 && two.shards.count() == 128);
  }

  @AfterAll
  void stop() {
    two.close();
    one.close();
  }

  private static ChildSa childSa(ControlPlane node, PskClient client) {
    return ((Established) node.stored(client).orElseThrow()).childSas().getFirst();
  }

  private static void awaitInstalled(ControlPlane node, int spi, int recoveries) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(node.dataPlane.installed().get(spi))
                    .isNotNull()
                    .returns(recoveries, ChildSa::recoveries));
  }

  private static void awaitRemoved(ControlPlane node, int spi) {
    await().atMost(PATIENCE).until(() -> !node.dataPlane.installed().containsKey(spi));
  }

  @Test
  void aSessionIsBornWhereItsFirstPacketArrives() {
    for (int i = 0; i < 8; i++) {
      PskClient client = new PskClient("born" + i);
      ControlPlane node = i % 2 == 0 ? one : two;
      node.begin(client);
      assertThat(node.shards.missing()).doesNotContain(node.number(client).shard());
    }
  }

  @Test
  void aClientWhosePacketsComeToSeveralNodesIsAnsweredFromEach() {
    PskClient client = new PskClient("spread");
    one.begin(client);
    Octets request = client.authenticate();

    List<Octets> response = two.exchange(client, request);

    assertThat(client.open(response).first(Payload.Authentication.class)).isPresent();
    assertThat(one.isSilent(client)).isTrue();
    assertThat(one.exchange(client, request)).as("a retransmission").isEqualTo(response);
    int spi = childSa(one, client).inboundSpi();
    awaitInstalled(two, spi, 0);
    assertThat(one.dataPlane.installed()).doesNotContainKey(spi);
  }

  @Test
  void childSasFollowTheClientsMessages() {
    PskClient client = new PskClient("messages");
    one.login(client);
    int spi = childSa(one, client).inboundSpi();
    assertThat(one.dataPlane.installed()).containsKey(spi);

    assertThat(client.open(two.exchange(client, client.probe())).payloads()).isEmpty();

    awaitInstalled(two, spi, 1);
    awaitRemoved(one, spi);
    assertThat(childSa(two, client).recoveries()).as("in the store first").isEqualTo(1);
  }

  @Test
  void childSasFollowTheClientsTraffic() {
    PskClient client = new PskClient("traffic");
    one.login(client);
    ChildSa childSa = childSa(one, client);

    two.sendEsp(client, childSa.inboundSpi(), PskClient.esp(childSa));

    awaitInstalled(two, childSa.inboundSpi(), 1);
    awaitRemoved(one, childSa.inboundSpi());
    assertThat(((Established) two.stored(client).orElseThrow()).path()).isEqualTo(two.here(client));
  }

  @Test
  void aForgedPacketMovesNothing() {
    PskClient client = new PskClient("forged");
    one.login(client);
    ChildSa childSa = childSa(one, client);
    byte[] forged = PskClient.esp(childSa).toArray();
    forged[forged.length - 1] ^= 1;

    two.sendEsp(client, childSa.inboundSpi(), Octets.owned(forged));

    // What the session is asked next it answers after the packet.
    assertThat(one.exchange(client, client.probe())).isNotEmpty();
    assertThat(childSa(one, client).recoveries()).isZero();
    assertThat(one.dataPlane.installed()).containsKey(childSa.inboundSpi());
    assertThat(two.dataPlane.installed()).doesNotContainKey(childSa.inboundSpi());
  }

  @Test
  void aRefusalOfTheOtherMachineEndsTheSession() {
    PskClient client = new PskClient("refused");
    one.login(client);
    two.dataPlane.refuse(true);
    try {
      two.exchange(client, client.probe());

      IkeMessage farewell = client.open(two.receive(client));
      assertThat(farewell.first(Payload.Delete.class)).isPresent();
      two.send(client, client.response(farewell));
      await().atMost(PATIENCE).until(() -> one.stored(client).isEmpty());
    } finally {
      two.dataPlane.refuse(false);
    }
  }

  @Test
  void initialContactEndsTheOlderSessionOnAnotherNode() {
    PskClient older = new PskClient("mover");
    one.login(older);
    PskClient newer = new PskClient("mover");
    two.begin(newer);

    two.exchange(newer, newer.authenticate(PskClient.initialContact()));

    await().atMost(PATIENCE).until(() -> one.stored(older).isEmpty());
    assertThat(two.stored(newer)).isPresent();
  }

  @Test
  void aStrangersFirstRequestDoesNotDisturbASession() {
    PskClient client = new PskClient("resident");
    one.login(client);
    PskClient stranger = new PskClient("stranger");

    two.tell(
        two.number(client), new SessionCommand.Deliver(two.here(stranger), stranger.initial()));

    assertThat(client.open(one.exchange(client, client.probe())).payloads()).isEmpty();
    assertThat(one.isSilent(stranger) && two.isSilent(stranger)).isTrue();
    two.login(stranger);
  }

  @Test
  void aSessionThatEndsLeavesNothingOnAnyMachine() {
    PskClient client = new PskClient("leaver");
    one.login(client);
    int spi = childSa(one, client).inboundSpi();

    two.exchange(client, client.delete());

    assertThat(one.stored(client)).isEmpty();
    awaitRemoved(one, spi);
    awaitRemoved(two, spi);
  }
}
