package io.gatehouse.node.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.accounting.AccountingCounters;
import io.gatehouse.cluster.accounting.AccountingDelivery;
import io.gatehouse.cluster.accounting.AccountingRecords;
import io.gatehouse.cluster.accounting.AccountingServices;
import io.gatehouse.cluster.accounting.AccountingSettings;
import io.gatehouse.cluster.accounting.NasAccounting;
import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.OutboxRecord;
import io.gatehouse.cluster.store.SearchColumns;
import io.gatehouse.cluster.store.SessionRow;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StateCodec;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Authentic;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.accounting.AccountingTerms;
import io.gatehouse.protocol.accounting.TerminateCause;
import io.gatehouse.protocol.accounting.Usage;
import io.gatehouse.protocol.octets.Octets;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** From the store to a real server's file. */
@EnabledIf("io.gatehouse.node.radius.FreeRadius#isInstalled")
class FreeRadiusAccountingTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final SessionNumber NUMBER = SessionNumber.of(7, 7);
  private static final AccountingSettings SETTINGS =
      new AccountingSettings(
          10, 1_000, Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(200));

  @TempDir private Path directory;
  private FreeRadius freeRadius;
  private UdpRadiusClient radius;
  private SessionStore<AccountingRecord> store;
  private AccountingServices services;
  private Optional<ActorSystem<AccountingDelivery.Command>> delivery = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    freeRadius = FreeRadius.start(Files.createDirectory(directory.resolve("radius")), "");
    radius =
        UdpRadiusClient.open(
            new RadiusSettings(1, true, Optional.empty(), () -> Duration.ofMinutes(5), SHORT));
    store =
        SessionStore.open(
            new StoreSettings(
                "jdbc:h2:file:" + directory.resolve("sessions"),
                "gatehouse",
                Secret.utf8(""),
                "node",
                directory.resolve("keys"),
                0,
                100,
                Duration.ZERO,
                100,
                100,
                Duration.ofSeconds(5)),
            new Told(),
            new SecureRandom(),
            Clock.systemUTC());
    AccountingList list =
        new AccountingList(
            "ACCT",
            List.of(new ServerGroup("free", List.of(freeRadius.configured("free", SHORT, 1)))));
    services =
        new AccountingServices(
            List.of(list),
            "headend",
            store.outbox(),
            radius,
            SETTINGS,
            new AccountingCounters(),
            Clock.systemUTC());
  }

  private void deliver() {
    var system = ActorSystem.create(AccountingDelivery.create(services), "accounting");
    delivery = Optional.of(system);
    store.onRecords(() -> system.tell(new AccountingDelivery.Filled()));
  }

  @AfterEach
  void stop() {
    delivery.ifPresent(ActorSystem::terminate);
    delivery.ifPresent(system -> system.getWhenTerminated().toCompletableFuture().join());
    store.close();
    radius.close();
    freeRadius.close();
  }

  /** A session whose state is what is to be told of it. */
  private static final class Told implements StateCodec<AccountingRecord> {
    @Override
    public Optional<SessionRow> encode(AccountingRecord record) {
      return record.status() == Status.STOP
          ? Optional.empty()
          : Optional.of(
              new SessionRow(
                  new SearchColumns(
                      record.userName(), "STAFF", record.remote(), List.of(), record.at()),
                  Secret.utf8("")));
    }

    @Override
    public Optional<OutboxRecord> record(AccountingRecord record) {
      return Optional.of(AccountingRecords.toOutbox(record));
    }

    @Override
    public AccountingRecord decode(Secret record) {
      throw new IllegalArgumentException("nobody reads it");
    }
  }

  private static AccountingRecord record(Status status, Usage usage, TerminateCause... cause) {
    return new AccountingRecord(
        status,
        Instant.now(),
        new AccountingTerms(
            "ACCT", Optional.empty(), Optional.of(InetAddress.ofLiteral("192.0.2.1"))),
        "8F00A1",
        "alice",
        "*$AnyConnectClient$*",
        Authentic.RADIUS,
        InetAddress.ofLiteral("198.51.100.7"),
        List.of(InetAddress.ofLiteral("10.99.0.1")),
        List.of(Octets.utf8("staff")),
        Duration.ofSeconds(usage.inboundPackets()),
        usage,
        List.of(cause).stream().findFirst());
  }

  private void write(long revision, AccountingRecord record) {
    store.write(NUMBER, revision, record).toCompletableFuture().join();
  }

  private List<Map<String, String>> recorded(int count) {
    await().atMost(LIMIT).until(() -> freeRadius.recorded().size() >= count);
    return freeRadius.recorded();
  }

  @Test
  void aSessionIsWrittenDownFromItsBeginningToItsEnd() {
    deliver();
    write(1, record(Status.START, Usage.NONE));
    recorded(1);
    write(2, record(Status.INTERIM_UPDATE, new Usage(1000, 60, 2000, 70)));
    recorded(2);
    write(
        3,
        record(
            Status.STOP,
            new Usage(1L << 32 | 5, 90, 2L << 32 | 6, 100),
            TerminateCause.IDLE_TIMEOUT));

    List<Map<String, String>> records = recorded(3);
    assertThat(records)
        .extracting(r -> r.get("Acct-Status-Type"))
        .containsExactly("Start", "Interim-Update", "Stop");
    assertThat(records)
        .allSatisfy(
            r ->
                assertThat(r)
                    .containsEntry("Acct-Session-Id", "8F00A1")
                    .containsEntry("User-Name", "alice")
                    .containsEntry("NAS-IP-Address", "192.0.2.1")
                    .containsEntry("NAS-Identifier", "headend")
                    .containsEntry("NAS-Port-Type", "Virtual")
                    .containsEntry("Acct-Authentic", "RADIUS")
                    .containsEntry("Service-Type", "Framed-User")
                    .containsEntry("Framed-IP-Address", "10.99.0.1")
                    .containsEntry("Calling-Station-Id", "198.51.100.7")
                    .containsEntry("Class", "0x7374616666")
                    .containsKey("Acct-Delay-Time")
                    .containsKey("Event-Timestamp"));
    assertThat(records.get(1))
        .containsEntry("Acct-Input-Octets", "1000")
        .containsEntry("Acct-Output-Packets", "70")
        .containsEntry("Acct-Session-Time", "60");
    assertThat(records.get(2))
        .containsEntry("Acct-Input-Octets", "5")
        .containsEntry("Acct-Input-Gigawords", "1")
        .containsEntry("Acct-Output-Octets", "6")
        .containsEntry("Acct-Output-Gigawords", "2")
        .containsEntry("Acct-Input-Packets", "90")
        .containsEntry("Acct-Terminate-Cause", "Idle-Timeout");
  }

  @Test
  void whatHappensWhileTheServerIsAwayIsToldLater() {
    freeRadius.kill();
    deliver();
    write(1, record(Status.START, Usage.NONE));
    write(2, record(Status.STOP, Usage.NONE, TerminateCause.USER_REQUEST));
    await()
        .atMost(LIMIT)
        .until(() -> services.counters().get(AccountingCounters.Outcome.UNANSWERED) > 1);

    freeRadius = freeRadius.startAgain();

    List<Map<String, String>> records = recorded(2);
    assertThat(records).extracting(r -> r.get("Acct-Status-Type")).containsExactly("Start", "Stop");
    await().atMost(LIMIT).until(() -> store.outbox().count().toCompletableFuture().join() == 0);
  }

  @Test
  void theHeadendItselfIsWrittenDown() {
    NasAccounting nas = new NasAccounting(services, radius::nasAddress, "0A0B0C");

    nas.on().join();
    nas.off().join();

    List<Map<String, String>> records = recorded(2);
    assertThat(records)
        .extracting(r -> r.get("Acct-Status-Type"))
        .containsExactly("Accounting-On", "Accounting-Off");
    assertThat(records.getFirst())
        .containsEntry("NAS-IP-Address", "127.0.0.1")
        .containsEntry("NAS-Identifier", "headend")
        .doesNotContainKey("User-Name");
  }
}
