package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.UnusableKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingKeyFileTest {

  private static final SessionNumber SESSION = SessionNumber.of(1, 1);

  @TempDir private Path directory;

  @Test
  void anEmptyEmbeddedStoreMakesItsFirstKey() throws IOException {
    StoreSettings settings = TestDatabase.H2.create(directory);
    Files.delete(settings.keyFile());
    try (SessionStore<Note> store = Stores.open(settings)) {
      await(store.write(SESSION, 1, Note.of("alice", "first")));
    }

    try (SessionStore<Note> store = Stores.open(settings)) {
      assertThat(await(store.read(SESSION))).isPresent();
    }
  }

  @Test
  void aStoreThatHoldsSessionsDoesNotGoOnWithANewKey() throws IOException {
    StoreSettings settings = TestDatabase.H2.create(directory);
    try (SessionStore<Note> store = Stores.open(settings)) {
      await(store.write(SESSION, 1, Note.of("alice", "first")));
    }
    Files.delete(settings.keyFile());

    assertThatThrownBy(() -> Stores.open(settings))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageContaining(settings.keyFile().toString());
    assertThat(settings.keyFile()).doesNotExist();
  }

  @Test
  void nodesOfAClusterDoNotMakeKeysOfTheirOwn() throws IOException {
    StoreSettings settings = TestDatabase.POSTGRESQL.create(directory);
    Files.delete(settings.keyFile());

    assertThatThrownBy(() -> Stores.open(settings)).isInstanceOf(UnusableKeyFile.class);
    assertThat(settings.keyFile()).doesNotExist();
  }
}
