package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.accounting.TerminateCause;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.ike.crypto.EphemeralKeySource;
import io.gatehouse.protocol.ike.exchange.Context;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.Step;
import io.gatehouse.protocol.octets.Octets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox has of sessions that come and go. */
class AccountedSessionTest {

  private ControlPlane headend;
  private RecordsToTell outbox;

  @BeforeEach
  void start(@TempDir Path directory) {
    headend = new ControlPlane(TestDatabase.H2.create(directory));
    outbox = new RecordsToTell(headend.store);
  }

  @AfterEach
  void stop() {
    headend.close();
  }

  @Test
  void itsBeginningAndItsEndAreTold() {
    headend.aaa.keepAccounts();
    PskClient client = new PskClient("alice");
    headend.login(client);
    Established session = (Established) headend.stored(client).orElseThrow();

    assertThat(outbox.take())
        .singleElement()
        .satisfies(
            start -> {
              assertThat(start.status()).isEqualTo(Status.START);
              assertThat(start.sessionId()).isEqualTo(session.sessionId());
            });
    headend.dataPlane.carry(session.childSas().getFirst().inboundSpi(), 1500, 3000);
    Octets delete = client.delete();
    headend.exchange(client, delete);
    headend.exchange(client, delete);

    assertThat(outbox.take())
        .singleElement()
        .satisfies(
            stop -> {
              assertThat(stop.status()).isEqualTo(Status.STOP);
              assertThat(stop.sessionId()).isEqualTo(session.sessionId());
              assertThat(stop.cause()).contains(TerminateCause.USER_REQUEST);
              assertThat(stop.usage()).isEqualTo(new Usage(1500, 1, 3000, 1));
            });
  }

  @Test
  void aClientThatIsReplacedHasAnEnd() {
    headend.aaa.keepAccounts();
    PskClient older = new PskClient("mover");
    headend.login(older);
    PskClient newer = new PskClient("mover");
    headend.begin(newer);
    headend.exchange(newer, newer.authenticate(PskClient.initialContact()));

    await().until(() -> headend.stored(older).isEmpty());
    assertThat(outbox.take())
        .extracting(AccountingRecord::status)
        .containsExactly(Status.START, Status.START);
    assertThat(outbox.take()).extracting(AccountingRecord::status).containsExactly(Status.STOP);
  }

  @Test
  void anAccountIsStoredAndItsRecordIsNot() {
    SessionRecord codec = new SessionRecord();
    Step step = AccountedSessions.beginning("alice", WatchedPools.FIRST_INSIDE, context());
    Established session = (Established) step.state();

    Established read = (Established) codec.decode(codec.encode(session).orElseThrow().record());

    assertThat(session.record()).isPresent();
    assertThat(read.record()).isEmpty();
    assertThat(read.account()).isEqualTo(session.account()).isPresent();
    assertThat(codec.record(read)).isEmpty();
  }

  private Context context() {
    SecureRandom random = new SecureRandom();
    return new Context(
        Instant.parse("2026-03-01T12:00:00Z"),
        random,
        EphemeralKeySource.generating(random),
        PskPolicy.of(PskPolicy.HALF_OPEN),
        new SessionSpiMint(headend.spis, SessionNumber.of(1, 1)));
  }

  @Test
  void withoutAccountingNothingIsWritten() {
    PskClient client = new PskClient("alice");
    headend.login(client);
    headend.exchange(client, client.delete());

    assertThat(headend.stored(client)).isEmpty();
    assertThat(headend.store.outbox().count().toCompletableFuture().join()).isZero();
  }
}
