package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.Unavailable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class UnavailableDatabaseTest {

  private static final SessionNumber SESSION = SessionNumber.of(1, 1);

  private final Logger logger = (Logger) LoggerFactory.getLogger(SessionStore.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  @TempDir private Path directory;

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void everythingFailsWhenTheServerIsGoneAndTheLogSaysSoOnce() throws IOException {
    EmbeddedPostgres server = TestDatabase.startServer();
    try (SessionStore<Note> store =
        Stores.open(impatient(server.getJdbcUrl("postgres", "postgres")))) {
      await(store.write(SESSION, 1, Note.of("alice", "first")));
      server.close();

      assertThatThrownBy(() -> await(store.write(SESSION, 2, Note.of("alice", "second"))))
          .isInstanceOf(Unavailable.class);
      assertThatThrownBy(() -> await(store.read(SESSION))).isInstanceOf(Unavailable.class);
      assertThatThrownBy(() -> await(store.listings().page(Optional.empty(), 1)))
          .isInstanceOf(Unavailable.class);
      assertThat(lines.list)
          .filteredOn(line -> line.getLevel() == Level.ERROR)
          .singleElement()
          .extracting(ILoggingEvent::getFormattedMessage, STRING)
          .startsWith("the session store is unavailable, 1 operations failed so far: ")
          .doesNotContain("alice", "UPDATE");
    } finally {
      server.close();
    }
  }

  /** Whoever waits for a connection does so for a minute. */
  @Test
  void thatTheServerIsGoneIsKnownBeforeOperationsHaveWaitedForIt() throws IOException {
    EmbeddedPostgres server = TestDatabase.startServer();
    try (SessionStore<Note> store =
        Stores.open(patient(server.getJdbcUrl("postgres", "postgres")))) {
      server.close();

      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !store.answers());
    } finally {
      server.close();
    }
  }

  @Test
  void aClosedStoreRefuses() {
    SessionStore<Note> store = Stores.open(TestDatabase.H2.create(directory));
    store.close();

    assertThatThrownBy(() -> await(store.write(SESSION, 1, Note.of("alice", "first"))))
        .isInstanceOf(StoreException.Overloaded.class);
    assertThatThrownBy(() -> await(store.listings().count()))
        .isInstanceOf(StoreException.Overloaded.class);
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Stores.open(impatient("jdbc:postgresql://127.0.0.1:1/db")))
        .isInstanceOf(Unavailable.class)
        .hasMessageStartingWith("cannot open the session store jdbc:postgresql://127.0.0.1:1/db: ")
        .hasMessageContaining("refused");
  }

  @Test
  void aPasswordDoesNotBelongIntoTheUrl() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> impatient("jdbc:postgresql://127.0.0.1:1/db?user=a&password=hunter2"))
        .withMessage("the store's password is a setting of its own; urls get into logs");
  }

  @Test
  void anotherKindOfDatabaseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stores.open(impatient("jdbc:mysql://host/db")))
        .withMessage(
            "the store's url begins with jdbc:h2: or jdbc:postgresql:,"
                + " not like \"jdbc:mysql://host/db\"");
  }

  private StoreSettings impatient(String url) {
    return settings(url, Duration.ofMillis(500));
  }

  private StoreSettings patient(String url) {
    return settings(url, Duration.ofMinutes(1));
  }

  private StoreSettings settings(String url, Duration timeout) {
    Path keyFile = directory.resolve("master-keys");
    Stores.writeKeys(keyFile, 1);
    return TestDatabase.settings(url, "postgres", keyFile, timeout);
  }
}
