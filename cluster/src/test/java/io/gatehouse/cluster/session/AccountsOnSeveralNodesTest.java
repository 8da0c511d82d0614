package io.gatehouse.cluster.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.exchange.SessionEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Traffic that is counted on another machine than that on which the session lives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsOnSeveralNodesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ControlPlane one;
  private ControlPlane two;
  private RecordsToTell outbox;

  @BeforeAll
  void start(@TempDir Path directory) {
    StoreSettings store = TestDatabase.POSTGRESQL.create(directory);
    one = ControlPlane.member(store, "vpn1", Optional.empty());
    two = ControlPlane.member(store, "vpn2", Optional.of(one));
    one.aaa.keepAccounts();
    two.aaa.keepAccounts();
    outbox = new RecordsToTell(one.store);
    await().atMost(PATIENCE).until(() -> one.shards.count() == 128 && two.shards.count() == 128);
  }

  @BeforeEach
  void nothingIsToBeTold() {
    var _ = outbox.take();
  }

  @AfterAll
  void stop() {
    two.close();
    one.close();
  }

  /** Born on the first node, carried by the second, after some traffic on the first. */
  private int moved(PskClient client) {
    one.login(client);
    int spi = ((Established) one.stored(client).orElseThrow()).childSas().getFirst().inboundSpi();
    one.dataPlane.carry(spi, 100, 200);
    two.exchange(client, client.probe());
    await().atMost(PATIENCE).until(() -> two.dataPlane.installed().containsKey(spi));
    two.dataPlane.carry(spi, 1_000, 2_000);
    return spi;
  }

  private void tellsOfBothMachines(PskClient client) {
    await().atMost(PATIENCE).until(() -> one.stored(client).isEmpty());
    List<AccountingRecord> start = outbox.take();
    List<AccountingRecord> stop = outbox.take();
    assertThat(start)
        .singleElement()
        .returns(Status.START, AccountingRecord::status)
        .returns(Usage.NONE, AccountingRecord::usage);
    assertThat(stop)
        .singleElement()
        .returns(Status.STOP, AccountingRecord::status)
        .returns(start.getFirst().sessionId(), AccountingRecord::sessionId)
        .returns(new Usage(1_100, 2, 2_200, 2), AccountingRecord::usage);
  }

  @Test
  void anEndThatTheClientWantsTellsWhatAllMachinesHaveCounted() {
    PskClient client = new PskClient("leaver");
    moved(client);

    two.exchange(client, client.delete());

    tellsOfBothMachines(client);
  }

  @Test
  void anEndThatTheHeadendWantsTellsWhatAllMachinesHaveCounted() {
    PskClient client = new PskClient("superseded");
    moved(client);

    two.tell(one.number(client), new SessionCommand.Terminate(SessionEvent.Cause.REPLACED));

    tellsOfBothMachines(client);
  }

  @Test
  void whatComesBackToAMachineIsNotCountedTwice() {
    PskClient client = new PskClient("returner");
    int spi = moved(client);
    one.exchange(client, client.probe());
    await().atMost(PATIENCE).until(() -> !two.dataPlane.installed().containsKey(spi));

    one.exchange(client, client.delete());

    tellsOfBothMachines(client);
  }
}
