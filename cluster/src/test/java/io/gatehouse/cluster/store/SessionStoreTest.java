package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.AddressInUse;
import io.gatehouse.cluster.store.StoreException.RefusedRow;
import io.gatehouse.cluster.store.StoreException.StaleRevision;
import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class SessionStoreTest {

  private static final SessionNumber ONE = SessionNumber.of(200, 1);
  private static final SessionNumber TWO = SessionNumber.of(3, 2);
  private static final SessionNumber THREE = SessionNumber.of(3, 3);

  private final TestDatabase database;
  @TempDir private Path directory;
  private StoreSettings settings;
  private SessionStore<Note> store;

  SessionStoreTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    settings = database.create(directory);
    store = Stores.open(settings);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void readsWhatWasWrittenLast() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    await(store.write(ONE, 2, Note.of("alice", "second")));

    assertThat(await(store.read(ONE))).contains(new StoredState<>(Note.of("alice", "second"), 2));
    assertThat(await(store.read(TWO))).isEmpty();
  }

  @Test
  void keepsSessionsWhenItIsOpenedAgain() {
    await(store.write(ONE, 1, Note.at("alice", "10.0.0.1")));
    store.close();
    store = Stores.open(settings);

    assertThat(await(store.read(ONE))).contains(new StoredState<>(Note.at("alice", "10.0.0.1"), 1));
  }

  @Test
  void acceptsARevisionOnlyOnTopOfTheOneBefore() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    await(store.write(ONE, 2, Note.of("alice", "second")));

    for (long revision : new long[] {1, 2, 4, 100}) {
      assertThatThrownBy(() -> await(store.write(ONE, revision, Note.of("eve", "stolen"))))
          .isInstanceOf(StaleRevision.class)
          .hasMessageContaining("c80001")
          .hasMessageContaining("revision " + revision);
    }
    assertThatThrownBy(() -> await(store.write(TWO, 2, Note.of("eve", "stolen"))))
        .isInstanceOf(StaleRevision.class);
    assertThat(await(store.read(ONE))).contains(new StoredState<>(Note.of("alice", "second"), 2));
  }

  @Test
  void deletesOnTopOfTheRevisionBefore() {
    await(store.write(ONE, 1, Note.of("alice", "first")));

    assertThatThrownBy(() -> await(store.delete(ONE, 3))).isInstanceOf(StaleRevision.class);
    await(store.delete(ONE, 2));
    assertThatThrownBy(() -> await(store.delete(ONE, 2))).isInstanceOf(StaleRevision.class);
    assertThat(await(store.read(ONE))).isEmpty();
  }

  @Test
  void aStateWithoutARowRemovesTheRow() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    await(store.write(ONE, 2, Note.of("", "closed")));

    assertThat(await(store.read(ONE))).isEmpty();
    await(store.write(ONE, 1, Note.of("bob", "other")));
  }

  @Test
  void aNumberBeginsAgainAfterItsDeletion() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    await(store.delete(ONE, 2));
    await(store.write(ONE, 1, Note.of("bob", "other")));

    assertThat(await(store.read(ONE))).contains(new StoredState<>(Note.of("bob", "other"), 1));
  }

  @Test
  void deletionAndNewBeginningKeepTheirOrderInOneGroup() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    CompletionStage<Void> deleted = store.delete(ONE, 2);
    CompletionStage<Void> begun = store.write(ONE, 1, Note.of("bob", "other"));
    CompletionStage<Void> updated = store.write(ONE, 2, Note.of("bob", "newer"));

    await(deleted);
    await(begun);
    await(updated);
    assertThat(await(store.read(ONE))).contains(new StoredState<>(Note.of("bob", "newer"), 2));
  }

  @Test
  void aSessionThatWasNeverStoredIsDeletedForNothing() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    await(store.delete(ONE, 1));

    assertThat(await(store.read(ONE))).isPresent();
  }

  @Test
  void twoSessionsNeverHaveTheSameAddress() {
    await(store.write(ONE, 1, Note.at("alice", "10.0.0.1")));

    assertThatThrownBy(() -> await(store.write(TWO, 1, Note.at("bob", "10.0.0.1"))))
        .isInstanceOf(AddressInUse.class)
        .hasMessage("session 030002: 10.0.0.1 of pool LAN belongs to another session");
    await(store.write(TWO, 1, Note.at("bob", "10.0.0.2")));
    assertThatThrownBy(() -> await(store.write(TWO, 2, Note.at("bob", "10.0.0.1"))))
        .isInstanceOf(AddressInUse.class);
    await(store.delete(ONE, 2));
    await(store.write(TWO, 2, Note.at("bob", "10.0.0.1")));
  }

  @Test
  void theAddressesOfBothFamiliesAreUnique() {
    await(store.write(ONE, 1, Note.at("alice", "10.0.0.1", "2001:db8::1")));
    await(store.write(TWO, 1, Note.at("bob", "10.0.0.2")));

    assertThatThrownBy(() -> await(store.write(TWO, 2, Note.at("bob", "10.0.0.2", "2001:db8::1"))))
        .isInstanceOf(AddressInUse.class)
        .hasMessage("session 030002: 2001:db8:0:0:0:0:0:1 of pool LAN belongs to another session");
    assertThatThrownBy(() -> await(store.write(TWO, 2, Note.at("bob", "10.0.0.1", "2001:db8::2"))))
        .isInstanceOf(AddressInUse.class)
        .hasMessage("session 030002: 10.0.0.1 of pool LAN belongs to another session");
    assertThatThrownBy(() -> await(store.write(THREE, 1, Note.at("eve", "2001:db8::1"))))
        .isInstanceOf(AddressInUse.class);
    await(store.write(ONE, 2, Note.at("alice", "10.0.0.1")));
    await(store.write(TWO, 2, Note.at("bob", "10.0.0.2", "2001:db8::1")));
  }

  @Test
  void anAddressIsOneWhateverItsPoolIsCalled() {
    await(store.write(ONE, 1, Note.at("alice", "10.0.0.1")));
    InsideAddress renamed = new InsideAddress("BRANCH", InetAddress.ofLiteral("10.0.0.1"));

    assertThatThrownBy(
            () -> await(store.write(TWO, 1, new Note("bob", Optional.of(renamed), "key"))))
        .isInstanceOf(AddressInUse.class);
  }

  @Test
  void aFaultOfOneSessionDoesNotTouchTheOthersOfItsGroup() {
    await(store.write(ONE, 1, Note.at("alice", "10.0.0.1")));

    List<CompletionStage<Void>> writes =
        IntStream.range(0, 400)
            .mapToObj(
                slot ->
                    switch (slot % 4) {
                      case 0 -> store.write(number(slot), 1, Note.at("greedy", "10.0.0.1"));
                      case 1 -> store.write(number(slot), 7, Note.of("stale", "zombie"));
                      default -> store.write(number(slot), 1, Note.of("good", "user"));
                    })
            .toList();

    for (int slot = 0; slot < writes.size(); slot++) {
      CompletionStage<Void> write = writes.get(slot);
      switch (slot % 4) {
        case 0 -> assertThatThrownBy(() -> await(write)).isInstanceOf(AddressInUse.class);
        case 1 -> assertThatThrownBy(() -> await(write)).isInstanceOf(StaleRevision.class);
        default -> await(write);
      }
    }
    assertThat(await(store.listings().count())).isEqualTo(201);
  }

  @Test
  void aRowThatTheDatabaseRefusesFailsAlone() throws SQLException {
    sql("ALTER TABLE ike_session ADD CONSTRAINT nobody CHECK (user_name <> 'mallory')");

    CompletionStage<Void> good = store.write(ONE, 1, Note.of("alice", "fine"));
    CompletionStage<Void> bad = store.write(TWO, 1, Note.of("mallory", "fine"));

    await(good);
    assertThatThrownBy(() -> await(bad))
        .isInstanceOf(RefusedRow.class)
        .hasMessageMatching("session 030002: the database refuses the row \\(SQLSTATE 2351[34]\\)");
  }

  @Test
  void keysAreNotInTheDatabaseInTheClear() throws SQLException {
    await(store.write(ONE, 1, Note.of("alice", "correct horse battery staple")));

    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT sealed, user_name, shard FROM ike_session")) {
      assertThat(row.next()).isTrue();
      assertThat(new String(row.getBytes(1), StandardCharsets.ISO_8859_1))
          .doesNotContain("correct", "alice");
      assertThat(row.getString(2)).isEqualTo("alice");
      assertThat(row.getInt(3)).isEqualTo(200);
    }
  }

  @Test
  void aRecordDoesNotOpenInTheRowOfAnother() throws SQLException {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    await(store.write(TWO, 1, Note.of("bob", "first")));
    sql(
        "UPDATE ike_session SET sealed = (SELECT s.sealed FROM ike_session s"
            + " WHERE s.user_name = 'bob') WHERE user_name = 'alice'");

    assertThatThrownBy(() -> await(store.read(ONE)))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining("session c80001");
    assertThat(await(store.read(TWO))).isPresent();
  }

  @Test
  void anOldRecordDoesNotOpenUnderANewRevision() throws SQLException {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    sql("UPDATE ike_session SET revision = 2");

    assertThatThrownBy(() -> await(store.read(ONE))).isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void anOlderMasterKeyStillReadsAndTheNewestWrites() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    store.close();
    store = openWithKeys(1, 2);
    assertThat(await(store.read(ONE))).isPresent();
    await(store.write(ONE, 2, Note.of("alice", "second")));
    store.close();
    store = openWithKeys(2);

    assertThat(await(store.read(ONE))).contains(new StoredState<>(Note.of("alice", "second"), 2));
  }

  @Test
  void theWrongMasterKeyIsSaidClearly() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    store.close();
    store = openWithKeys(7);

    assertThatThrownBy(() -> await(store.read(ONE)))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessage(
            "the stored record of session c80001, revision 1 cannot be read:"
                + " master key 1 is not in the key file");
  }

  @Test
  void aFreshNumberIsReadOnceWithoutTheDatabase() {
    await(store.write(ONE, 1, Note.of("alice", "first")));
    store.expectAbsent(ONE);

    assertThat(await(store.read(ONE))).isEmpty();
    assertThat(await(store.read(ONE))).isPresent();
  }

  private SessionStore<Note> openWithKeys(int... ids) {
    Stores.writeKeys(settings.keyFile(), ids);
    return Stores.open(settings);
  }

  private static SessionNumber number(int slot) {
    return SessionNumber.of(17, slot);
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  private Connection connect() throws SQLException {
    return TestDatabase.connect(settings);
  }
}
