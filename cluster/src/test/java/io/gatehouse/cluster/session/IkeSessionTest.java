package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.NotifyType;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A session's life, from the first datagram to the last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IkeSessionTest {

  private ControlPlane headend;

  @BeforeAll
  void start(@TempDir Path directory) {
    headend = new ControlPlane(TestDatabase.H2.create(directory));
  }

  @AfterAll
  void stop() {
    headend.close();
  }

  @Test
  void aClientWithTheRightKeyIsGivenAnAddress() {
    PskClient client = new PskClient("alice");

    IkeMessage response = headend.login(client);

    assertThat(response.first(Payload.Authentication.class)).isPresent();
    assertThat(response.first(Payload.Configuration.class)).isPresent();
    assertThat(headend.stored(client)).get().isInstanceOf(Established.class);
  }

  @Test
  void theSessionIsInTheStoreBeforeTheClientIsTold() {
    PskClient client = new PskClient("before");
    headend.begin(client);
    assertThat(headend.stored(client)).as("a half-open session is never stored").isEmpty();

    headend.exchange(client, client.authenticate());

    assertThat(headend.stored(client)).isPresent();
    Established session = (Established) headend.stored(client).orElseThrow();
    assertThat(headend.dataPlane.installed())
        .containsKey(session.childSas().getFirst().inboundSpi());
  }

  @Test
  void aRepeatedRequestGetsTheSameOctets() {
    PskClient client = new PskClient("twice");
    Octets initial = client.initial();
    List<Octets> agreed = headend.exchange(client, initial);
    assertThat(headend.exchange(client, initial)).isEqualTo(agreed);
    client.agreed(agreed.getFirst());

    Octets request = client.authenticate();
    List<Octets> response = headend.exchange(client, request);
    assertThat(headend.exchange(client, request)).isEqualTo(response);

    Octets probe = client.probe();
    List<Octets> alive = headend.exchange(client, probe);
    assertThat(headend.exchange(client, probe)).isEqualTo(alive);
  }

  @Test
  void aDeletedSessionLeavesNothingBehind() {
    PskClient client = new PskClient("leaver");
    headend.login(client);
    SessionNumber number = headend.number(client);

    Octets delete = client.delete();
    List<Octets> response = headend.exchange(client, delete);

    assertThat(headend.stored(client)).isEmpty();
    assertThat(headend.dataPlane.installed().keySet())
        .noneMatch(spi -> SpiLayout.espOwner(spi).orElseThrow().equals(number));
    assertThat(headend.exchange(client, delete)).as("lost on its way").isEqualTo(response);
  }

  @Test
  void initialContactEndsTheOlderSessionsOfThatClientOnly() {
    PskClient older = new PskClient("mover");
    PskClient bystander = new PskClient("bystander");
    headend.login(older);
    headend.login(bystander);

    PskClient newer = new PskClient("mover");
    headend.begin(newer);
    headend.exchange(newer, newer.authenticate(PskClient.initialContact()));

    await().untilAsserted(() -> assertThat(headend.stored(older)).isEmpty());
    assertThat(headend.stored(newer)).isPresent();
    assertThat(headend.stored(bystander)).isPresent();
    assertThat(headend.isSilent(older)).as("its client has forgotten it").isTrue();
  }

  @Test
  void aNumberIsFreeAgainWhenItsSessionIsRefused() {
    PskClient client = new PskClient("group");
    int free = 9_999;

    IkeMessage response =
        PskClient.clear(headend.exchange(client, client.initial(free)).getFirst());

    assertThat(response.notify(NotifyType.INVALID_KE_PAYLOAD)).isPresent();
    // The corrected request begins anew.
    headend.begin(client);
    assertThat(headend.numbers.isUsed(headend.number(client))).isTrue();
  }

  @Test
  void datagramsForNobodyAreAnsweredByNobody() {
    PskClient client = new PskClient("ghost");
    headend.login(client);
    SessionNumber number = headend.number(client);
    headend.exchange(client, client.delete());

    headend.tell(number, new SessionCommand.Resume());
    headend.tell(number, new SessionCommand.Deliver(client.path(), Octets.owned(new byte[28])));

    PskClient other = new PskClient("other");
    headend.login(other);
    assertThat(headend.isSilent(client)).isTrue();
  }
}
