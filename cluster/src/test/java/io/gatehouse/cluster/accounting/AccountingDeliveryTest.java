package io.gatehouse.cluster.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.cluster.aaa.AttributeType;
import io.gatehouse.cluster.aaa.RadiusAttributes;
import io.gatehouse.cluster.accounting.AccountingCounters.Outcome;
import io.gatehouse.cluster.config.AccountingList;
import io.gatehouse.cluster.config.RadiusServer;
import io.gatehouse.cluster.config.ServerGroup;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.protocol.accounting.AccountingRecord;
import io.gatehouse.protocol.accounting.AccountingRecord.Status;
import io.gatehouse.protocol.octets.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountingDeliveryTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AccountingSettings SETTINGS =
      new AccountingSettings(
          16, 10_000, Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofMillis(100));

  private final ActorTestKit kit = ActorTestKit.create();
  private final List<SessionStore<AccountingRecord>> stores = new ArrayList<>();
  private final Servers servers = new Servers();
  private final AccountingCounters counters = new AccountingCounters();
  @TempDir private Path directory;

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    stores.forEach(SessionStore::close);
  }

  private SessionStore<AccountingRecord> store(StoreSettings settings) {
    SessionStore<AccountingRecord> store =
        SessionStore.open(settings, Records.CODEC, new SecureRandom(), Clock.systemUTC());
    stores.add(store);
    return store;
  }

  private SessionStore<AccountingRecord> store() {
    return store(TestDatabase.H2.create(directory));
  }

  private ActorRef<AccountingDelivery.Command> deliver(
      SessionStore<?> store, AccountingList... lists) {
    ActorRef<AccountingDelivery.Command> delivery =
        kit.spawn(
            AccountingDelivery.create(
                new AccountingServices(
                    List.of(lists),
                    "headend",
                    store.outbox(),
                    servers,
                    SETTINGS,
                    counters,
                    Clock.systemUTC())));
    store.onRecords(() -> delivery.tell(new AccountingDelivery.Filled()));
    return delivery;
  }

  private static RadiusServer server(String name) {
    return new RadiusServer(
        name,
        InetAddress.getLoopbackAddress(),
        1812,
        1813,
        Secret.utf8("key"),
        Duration.ofSeconds(5),
        3);
  }

  private static AccountingList list(String name, String... servers) {
    return new AccountingList(
        name,
        List.of(servers).stream()
            .map(server -> new ServerGroup(server, List.of(server(server))))
            .toList());
  }

  private static void write(
      SessionStore<AccountingRecord> store, int slot, String list, Status... statuses) {
    SessionNumber number = SessionNumber.of(1, slot);
    for (int i = 0; i < statuses.length; i++) {
      store
          .write(number, i + 1, Records.of(list, "S" + slot, statuses[i]))
          .toCompletableFuture()
          .join();
    }
  }

  private static void untilEmpty(SessionStore<?> store) {
    await().atMost(LIMIT).until(() -> store.outbox().count().toCompletableFuture().join() == 0);
  }

  /** Servers that record, are silent, or confirm what they do not say that they have. */
  private static final class Servers implements AccountingClient {
    record Told(String server, String session, int status) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private volatile int everySoManyIsLost = Integer.MAX_VALUE;

    @Override
    public CompletionStage<AccountingReply> send(
        AccountingRequest request, List<RadiusServer> servers) {
      RadiusAttributes attributes = new RadiusAttributes(request.attributes());
      String server = servers.getFirst().name();
      if (silent.contains(server)) {
        return unanswered();
      }
      told.add(
          new Told(
              server,
              attributes.text(AttributeType.ACCT_SESSION_ID).orElseThrow(),
              attributes.integer(AttributeType.ACCT_STATUS_TYPE).orElseThrow().intValue()));
      // The server has it, and its answer is lost.
      return told.size() % everySoManyIsLost == 0
          ? unanswered()
          : CompletableFuture.completedStage(new AccountingReply.Recorded());
    }

    private static CompletionStage<AccountingReply> unanswered() {
      return CompletableFuture.completedStage(new AccountingReply.Unanswered("silent"));
    }

    List<Integer> of(String session) {
      return told.stream().filter(t -> t.session().equals(session)).map(Told::status).toList();
    }
  }

  @Test
  void recordsAreDeliveredAndLeaveTheOutbox() {
    SessionStore<AccountingRecord> store = store();
    deliver(store, list("ACCT", "one"));

    write(store, 1, "ACCT", Status.START, Status.STOP);

    untilEmpty(store);
    assertThat(servers.of("S1")).containsExactly(1, 2);
    await().untilAsserted(() -> assertThat(counters.get(Outcome.DELIVERED)).isEqualTo(2));
  }

  @Test
  void recordsWaitForServersThatAreAway() {
    SessionStore<AccountingRecord> store = store();
    servers.silent.add("one");
    deliver(store, list("ACCT", "one"));

    for (int slot = 1; slot <= 40; slot++) {
      write(store, slot, "ACCT", Status.START, Status.INTERIM_UPDATE, Status.STOP);
    }
    await().until(() -> counters.get(Outcome.UNANSWERED) > 3);
    assertThat(servers.told).isEmpty();
    servers.silent.clear();

    untilEmpty(store);
    for (int slot = 1; slot <= 40; slot++) {
      assertThat(servers.of("S" + slot)).startsWith(1).endsWith(2);
    }
  }

  @Test
  void anAnswerThatIsLostMakesADuplicateAndNoGap() {
    SessionStore<AccountingRecord> store = store();
    servers.everySoManyIsLost = 5;
    deliver(store, list("ACCT", "one"));

    for (int slot = 1; slot <= 30; slot++) {
      write(store, slot, "ACCT", Status.START, Status.STOP);
    }

    untilEmpty(store);
    for (int slot = 1; slot <= 30; slot++) {
      List<Integer> told = servers.of("S" + slot);
      assertThat(told).contains(1, 2).isSorted();
    }
  }

  @Test
  void theNextGroupIsToldWhenTheFirstIsSilent() {
    SessionStore<AccountingRecord> store = store();
    servers.silent.add("one");
    deliver(store, list("ACCT", "one", "two"));

    write(store, 1, "ACCT", Status.START, Status.STOP);

    untilEmpty(store);
    assertThat(servers.told).extracting(Servers.Told::server).containsOnly("two");
  }

  @Test
  void oneListDoesNotWaitForAnother() {
    SessionStore<AccountingRecord> store = store();
    servers.silent.add("one");
    deliver(store, list("DEAD", "one"), list("ALIVE", "two"));

    write(store, 1, "DEAD", Status.START);
    write(store, 2, "ALIVE", Status.START, Status.STOP);

    await().atMost(LIMIT).until(() -> servers.of("S2").equals(List.of(1, 2)));
    assertThat(servers.of("S1")).isEmpty();
  }

  @Test
  void whatThisNodeDoesNotKnowIsLeftToOthers() {
    SessionStore<AccountingRecord> store = store();
    deliver(store, list("ACCT", "one"), list("NONE"));

    write(store, 1, "NEW", Status.START);
    write(store, 2, "ACCT", Status.START);

    await().atMost(LIMIT).until(() -> servers.of("S2").equals(List.of(1)));
    assertThat(store.outbox().count().toCompletableFuture().join()).isEqualTo(1);
  }

  @Test
  void severalNodesShareTheWork() {
    StoreSettings settings = TestDatabase.POSTGRESQL.create(directory);
    SessionStore<AccountingRecord> first = store(settings);
    SessionStore<AccountingRecord> second = store(settings);
    deliver(first, list("ACCT", "one"));
    deliver(second, list("ACCT", "one"));

    IntStream.rangeClosed(1, 300)
        .forEach(
            slot -> write(slot % 2 == 0 ? first : second, slot, "ACCT", Status.START, Status.STOP));

    untilEmpty(first);
    Map<String, List<Servers.Told>> sessions =
        servers.told.stream().collect(Collectors.groupingBy(Servers.Told::session));
    assertThat(sessions).hasSize(300);
    sessions
        .values()
        .forEach(told -> assertThat(told).extracting(Servers.Told::status).containsExactly(1, 2));
  }
}
