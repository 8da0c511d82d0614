package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.ingress.IngressSettings;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Input;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import io.gatehouse.protocol.ike.message.ExchangeType;
import io.gatehouse.protocol.ike.message.IkeMessage;
import io.gatehouse.protocol.ike.message.Payload;
import io.gatehouse.protocol.octets.Octets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions whose database is away for a while: what goes on, what waits, and that nothing is lost.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class StoreOutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final TestDatabase database;
  @TempDir private Path directory;
  private StoreSettings settings;
  private ControlPlane headend;
  private Optional<TestDatabase.Absence> absence = Optional.empty();

  StoreOutageTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start() {
    settings = database.createImpatient(directory);
    headend = new ControlPlane(settings);
  }

  @AfterEach
  void stop() throws SQLException {
    giveTheDatabaseBack();
    headend.close();
  }

  private void takeTheDatabaseAway() throws SQLException {
    takeTheDatabaseAwayUnnoticed();
    await().atMost(PATIENCE).until(() -> !headend.store.answers());
  }

  private void takeTheDatabaseAwayUnnoticed() throws SQLException {
    absence = Optional.of(database.takeAway(settings));
  }

  private void giveTheDatabaseBack() throws SQLException {
    if (absence.isPresent()) {
      absence.get().close();
      absence = Optional.empty();
    }
  }

  private Established stored(PskClient client) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> headend.stored(client).isPresent());
    return (Established) headend.stored(client).orElseThrow();
  }

  private void assertAlive(PskClient client) {
    client.open(headend.exchange(client, client.probe()));
  }

  @Test
  void aSessionThatHasSomethingToStoreStillAnswersAndDoesItAfterwards() throws SQLException {
    PskClient client = new PskClient("alice");
    headend.login(client);
    Established session = stored(client);
    takeTheDatabaseAway();

    Input rekey = new Input.RekeyDue(session.childSas().getFirst().inboundSpi());
    headend.tell(headend.number(client), new SessionCommand.Answered(rekey));
    for (int i = 0; i < 100; i++) {
      assertAlive(client);
    }
    giveTheDatabaseBack();

    IkeMessage request = client.open(headend.receive(client));
    assertThat(request.header().is(ExchangeType.CREATE_CHILD_SA)).isTrue();
    assertThat(stored(client).outstanding()).isPresent();
    assertThat(stored(client).childSas().getFirst().recoveries())
        .as("it was never given up, and read back")
        .isEqualTo(session.childSas().getFirst().recoveries());
  }

  /** Nobody has noticed yet: the session's own wish must not make it deaf to its client. */
  @Test
  void aSessionThatHasSomethingToStoreAnswersFromTheFirstMomentOn() throws SQLException {
    PskClient client = new PskClient("alice");
    headend.login(client);
    Established session = stored(client);
    takeTheDatabaseAwayUnnoticed();

    Input rekey = new Input.RekeyDue(session.childSas().getFirst().inboundSpi());
    headend.tell(headend.number(client), new SessionCommand.Answered(rekey));
    for (int i = 0; i < 200; i++) {
      assertAlive(client);
    }
    await().atMost(PATIENCE).until(() -> headend.gauge.outageToll().stepsPutOff() > 0);
    giveTheDatabaseBack();

    IkeMessage request = client.open(headend.receive(client));
    assertThat(request.header().is(ExchangeType.CREATE_CHILD_SA)).isTrue();
    assertThat(stored(client).childSas().getFirst().recoveries())
        .isEqualTo(session.childSas().getFirst().recoveries());
  }

  @Test
  void aRequestThatMustBeStoredIsServedWhenTheClientRepeatsIt() throws SQLException {
    PskClient client = new PskClient("alice");
    headend.login(client);
    takeTheDatabaseAway();
    Octets delete = client.delete();
    headend.send(client, delete);
    headend.send(client, delete);
    giveTheDatabaseBack();

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              headend.send(client, delete);
              return !headend.isSilent(client);
            });
    await().atMost(PATIENCE).until(() -> headend.gauge.established() == 0);
    await().ignoreExceptions().atMost(PATIENCE).until(() -> headend.stored(client).isEmpty());
  }

  @Test
  void whatTheOperatorEndsMeanwhileEndsAfterwards() throws SQLException {
    PskClient client = new PskClient("alice");
    headend.login(client);
    takeTheDatabaseAway();
    headend.tell(
        headend.number(client), new SessionCommand.Terminate(SessionEvent.Cause.ADMINISTRATOR));
    assertAlive(client);
    giveTheDatabaseBack();

    IkeMessage farewell = client.open(headend.receive(client));
    assertThat(farewell.first(Payload.Delete.class)).isPresent();
    headend.send(client, client.response(farewell));
    await().atMost(PATIENCE).until(() -> headend.gauge.established() == 0);
  }

  @Test
  void aLoginWaitsForTheDatabaseAndIsFinished() throws SQLException {
    PskClient early = new PskClient("alice");
    PskClient late = new PskClient("bob");
    headend.begin(early);
    headend.begin(late);
    takeTheDatabaseAwayUnnoticed();
    headend.send(early, early.authenticate());
    await().atMost(PATIENCE).until(() -> !headend.store.answers());
    headend.send(late, late.authenticate());
    headend.pools.commands.receiveMessage(PATIENCE);
    headend.pools.commands.receiveMessage(PATIENCE);
    assertThat(headend.gauge.halfOpen()).isEqualTo(2);
    giveTheDatabaseBack();

    early.open(headend.receive(early));
    late.open(headend.receive(late));
    assertThat(stored(early).lease()).isNotEqualTo(stored(late).lease());
    assertThat(headend.gauge.established()).isEqualTo(2);
    assertAlive(early);
    assertAlive(late);
  }

  @Test
  void aLoginWhoseTimeIsOverIsForgottenAndItsAddressComesBack() throws SQLException {
    headend.close();
    headend =
        new ControlPlane(
            settings,
            PskPolicy.of(Duration.ofSeconds(3)),
            new IngressSettings(100, 100, 100_000, 100, 1_000));
    PskClient client = new PskClient("alice");
    headend.begin(client);
    SessionNumber number = headend.number(client);
    takeTheDatabaseAway();
    headend.send(client, client.authenticate());

    assertThat(headend.pools.released().session()).isEqualTo(number);
    await().atMost(PATIENCE).until(() -> !headend.numbers.isUsed(number));
    giveTheDatabaseBack();
    assertThat(headend.isSilent(client)).isTrue();
    assertThat(headend.gauge.halfOpen()).isZero();
    assertThat(headend.gauge.established()).isZero();
    assertThat(headend.gauge.outageToll().loginsGivenUp()).isEqualTo(1);
  }
}
