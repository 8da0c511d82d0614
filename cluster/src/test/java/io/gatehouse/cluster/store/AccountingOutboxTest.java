package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.StaleRevision;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AccountingOutboxTest {

  private static final SessionNumber ONE = SessionNumber.of(200, 1);
  private static final SessionNumber TWO = SessionNumber.of(3, 2);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TestDatabase database;
  private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");
  @TempDir private Path directory;
  private StoreSettings settings;
  private SessionStore<Note> store;

  AccountingOutboxTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    settings = database.create(directory);
    store = openStore();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private SessionStore<Note> openStore() {
    return SessionStore.open(settings, Note.CODEC, new SecureRandom(), () -> now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private List<OutboxEntry> taken() {
    return await(store.outbox().take(Note.LIST, 100, LEASE));
  }

  /** Takes and removes, until nothing is left. */
  private List<String> drained() {
    return Stream.generate(this::taken)
        .takeWhile(entries -> !entries.isEmpty())
        .peek(entries -> await(store.outbox().remove(keys(entries))))
        .flatMap(List::stream)
        .map(AccountingOutboxTest::text)
        .toList();
  }

  private static List<OutboxEntry.Key> keys(List<OutboxEntry> entries) {
    return entries.stream().map(OutboxEntry::key).toList();
  }

  private static String text(OutboxEntry entry) {
    return entry.key().sessionId() + " " + entry.body().utf8();
  }

  private static List<String> texts(List<OutboxEntry> entries) {
    return entries.stream().map(AccountingOutboxTest::text).toList();
  }

  @Test
  void whatAWriteTellsComesWithItInOrder() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));
    await(store.write(ONE, 2, Note.of("alice", "rekeyed")));
    await(store.write(ONE, 3, Note.telling("alice", "A", "update")));
    await(store.write(ONE, 4, Note.telling("", "A", "stop")));

    assertThat(await(store.read(ONE))).isEmpty();
    assertThat(drained()).containsExactly("A start", "A update", "A stop");
    assertThat(await(store.outbox().count())).isZero();
  }

  @Test
  void aWriteThatIsRefusedTellsNothing() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));
    await(store.write(ONE, 2, Note.of("alice", "moved to another owner")));

    for (Note zombie :
        List.of(
            Note.telling("alice", "A", "interim"),
            Note.telling("alice", "A", "update"),
            Note.telling("", "A", "stop"))) {
      assertThatThrownBy(() -> await(store.write(ONE, 2, zombie)))
          .isInstanceOf(StaleRevision.class);
    }
    assertThatThrownBy(() -> await(store.write(ONE, 1, Note.telling("eve", "E", "start"))))
        .isInstanceOf(StaleRevision.class);
    assertThat(drained()).containsExactly("A start");
  }

  @Test
  void ofAGroupThosePartsThatAreDoneAreTold() {
    await(store.write(ONE, 1, Note.at("alice", "10.0.0.1")));
    List<CompletionStage<Void>> writes =
        IntStream.range(0, 300)
            .mapToObj(
                slot -> {
                  SessionNumber number = SessionNumber.of(17, slot);
                  return switch (slot % 3) {
                    case 0 -> store.write(number, 7, Note.telling("stale", "S" + slot, "start"));
                    case 1 -> store.write(number, 1, Note.at("greedy", "10.0.0.1"));
                    default -> store.write(number, 1, Note.telling("good", "G" + slot, "start"));
                  };
                })
            .toList();

    for (int slot = 0; slot < writes.size(); slot++) {
      CompletionStage<Void> write = writes.get(slot);
      if (slot % 3 == 2) {
        await(write);
      } else {
        assertThatThrownBy(() -> await(write)).isInstanceOf(StoreException.class);
      }
    }
    assertThat(drained())
        .hasSize(100)
        .doesNotHaveDuplicates()
        .allMatch(text -> text.startsWith("G"));
  }

  @Test
  void aNumberThatBeginsAgainTellsOfAnotherSession() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));
    CompletionStage<Void> ended = store.write(ONE, 2, Note.telling("", "A", "stop"));
    CompletionStage<Void> begun = store.write(ONE, 1, Note.telling("bob", "B", "start"));
    await(ended);
    await(begun);

    assertThat(drained()).containsExactlyInAnyOrder("A start", "B start", "A stop");
  }

  @Test
  void whoTakesARecordHasItForAWhile() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));

    assertThat(texts(taken())).containsExactly("A start");
    assertThat(taken()).isEmpty();
    pass(LEASE);
    assertThat(texts(taken())).containsExactly("A start");
  }

  @Test
  void theEndWaitsForTheBeginning() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));
    await(store.write(TWO, 1, Note.telling("bob", "B", "start")));
    await(store.write(ONE, 2, Note.telling("", "A", "stop")));

    List<OutboxEntry> first = taken();
    assertThat(texts(first)).containsExactlyInAnyOrder("A start", "B start");
    assertThat(taken()).isEmpty();
    await(store.outbox().remove(keys(first)));
    assertThat(texts(taken())).containsExactly("A stop");
  }

  @Test
  void aRecordThatIsPutOffComesAgainLater() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));
    await(store.outbox().putOff(keys(taken()), Duration.ofSeconds(5)));

    assertThat(taken()).isEmpty();
    pass(Duration.ofSeconds(5));
    assertThat(taken())
        .singleElement()
        .satisfies(entry -> assertThat(entry.attempts()).isEqualTo(1));
  }

  @Test
  void anInterimRecordIsSupersededByALaterOne() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "interim")));
    assertThat(taken()).singleElement().satisfies(e -> assertThat(e.superseded()).isFalse());
    pass(LEASE);
    await(store.write(ONE, 2, Note.telling("alice", "A", "interim")));

    assertThat(taken()).singleElement().satisfies(e -> assertThat(e.superseded()).isTrue());
  }

  @Test
  void pruningLeavesWhatIsNotSuperseded() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));
    for (int revision = 2; revision < 10; revision++) {
      await(store.write(ONE, revision, Note.telling("alice", "A", "interim")));
    }
    await(store.write(TWO, 1, Note.telling("bob", "B", "interim")));

    assertThat(await(store.outbox().prune())).isEqualTo(7);
    assertThat(drained()).containsExactlyInAnyOrder("A start", "B interim", "A interim");
  }

  @Test
  void pruningLeavesWhatIsOnItsWay() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "interim")));
    List<OutboxEntry> onItsWay = taken();
    await(store.write(ONE, 2, Note.telling("alice", "A", "stop")));

    assertThat(await(store.outbox().prune())).isZero();
    assertThat(taken()).as("would overtake").isEmpty();
    await(store.outbox().remove(keys(onItsWay)));
    assertThat(drained()).containsExactly("A stop");
  }

  @Test
  void recordsOfAnotherListAreLeft() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));

    assertThat(await(store.outbox().take("OTHER", 10, LEASE))).isEmpty();
    assertThat(await(store.outbox().count())).isEqualTo(1);
  }

  @Test
  void theListenerIsToldOfRecordsAndOfNothingElse() {
    AtomicInteger told = new AtomicInteger();
    store.onRecords(told::incrementAndGet);

    await(store.write(ONE, 1, Note.of("alice", "nothing to tell")));
    assertThat(told).hasValue(0);
    await(store.write(ONE, 2, Note.telling("", "A", "stop")));
    assertThat(told).hasValue(1);
  }

  @Test
  void recordsOutliveTheProcess() {
    await(store.write(ONE, 1, Note.telling("alice", "A", "start")));
    await(store.write(ONE, 2, Note.telling("", "A", "stop")));
    assertThat(taken()).hasSize(1);
    store.close();
    store = openStore();
    pass(LEASE);

    assertThat(drained()).containsExactly("A start", "A stop");
  }
}
