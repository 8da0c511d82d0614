package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.UnreadableRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyRotationTest {

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration DISTRIBUTED = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void aKeyThatIsAddedOpensAtOnceAndSealsAMinuteLater() {
    Path file = file(1);
    MasterKeyRing ring = ring(file);

    Stores.writeKeys(file, 1, 2);
    pass(LOOK);

    assertThat(ring.sealingId()).isEqualTo(1);
    assertThat(ring.key(2)).contains(Stores.key(2));
    pass(DISTRIBUTED);
    assertThat(ring.sealingId()).isEqualTo(2);
    assertThat(ring.key(1)).as("old records still open").contains(Stores.key(1));
  }

  @Test
  void aKeyThatAnotherNodeUsesAlreadyIsLookedForAtOnce() {
    Path file = file(1);
    MasterKeyRing ring = ring(file);
    assertThat(ring.key(2)).isEmpty();

    Stores.writeKeys(file, 1, 2);

    assertThat(ring.key(2)).contains(Stores.key(2));
  }

  @Test
  void aFileThatCannotBeReadChangesNothing() throws IOException {
    Path file = file(1);
    MasterKeyRing ring = ring(file);

    Files.writeString(file, "1 but no key\n");
    pass(DISTRIBUTED);
    assertThat(ring.sealingId()).isEqualTo(1);
    assertThat(ring.key(1)).isPresent();

    Files.delete(file);
    pass(LOOK);
    assertThat(ring.key(1)).isPresent();

    Stores.writeKeys(file, 1, 3);
    pass(LOOK);
    assertThat(ring.key(3)).isPresent();
  }

  @Test
  void aKeyThatIsTakenAwayIsGoneAndTheNewestSeals() {
    Path file = file(1, 2);
    MasterKeyRing ring = ring(file);

    Stores.writeKeys(file, 3);
    pass(LOOK);

    assertThat(ring.key(2)).isEmpty();
    assertThat(ring.sealingId()).isEqualTo(3);
  }

  @Test
  void aRunningStoreTakesTheNewKeyAndGoesOnReadingTheOldRows() {
    StoreSettings settings = TestDatabase.H2.create(directory);
    SessionNumber before = SessionNumber.of(1, 1);
    SessionNumber after = SessionNumber.of(1, 2);
    try (SessionStore<Note> store = open(settings)) {
      await(store.write(before, 1, Note.of("alice", "old")));
      Stores.writeKeys(settings.keyFile(), 1, 2);
      pass(LOOK);
      await(store.read(before));
      await(store.write(SessionNumber.of(1, 3), 1, Note.of("carol", "meanwhile")));
      pass(DISTRIBUTED);
      await(store.write(after, 1, Note.of("bob", "new")));

      assertThat(await(store.read(before))).isPresent();
      assertThat(await(store.read(after))).isPresent();
    }

    Stores.writeKeys(settings.keyFile(), 2);
    try (SessionStore<Note> store = open(settings)) {
      assertThat(await(store.read(after))).isPresent();
      assertThatThrownBy(() -> await(store.read(before))).isInstanceOf(UnreadableRecord.class);
    }
  }

  private SessionStore<Note> open(StoreSettings settings) {
    return SessionStore.open(settings, Note.CODEC, new SecureRandom(), clock());
  }

  private MasterKeyRing ring(Path file) {
    MasterKeyFile keys = new MasterKeyFile(file);
    return new MasterKeyRing(keys, keys.read(), clock());
  }

  private InstantSource clock() {
    return () -> now;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Path file(int... ids) {
    Path file = directory.resolve("keys");
    Stores.writeKeys(file, ids);
    return file;
  }
}
