package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.UnusableKeyFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyChecksTest {

  private static final String SECRET = "cluster secret";

  @TempDir private Path directory;

  @Test
  void aNodeWithAnotherClusterSecretDoesNotStart() {
    Path file = directory.resolve("cluster-secret");
    StoreSettings settings = TestDatabase.POSTGRESQL.create(directory);
    try (SessionStore<Note> first = Stores.open(settings);
        SessionStore<Note> second = Stores.open(settings)) {
      first.requireShared(SECRET, Stores.key(1), file);
      second.requireShared(SECRET, Stores.key(1), file);

      assertThatThrownBy(() -> second.requireShared(SECRET, Stores.key(2), file))
          .isInstanceOf(UnusableKeyFile.class)
          .hasMessage(
              "the cluster secret in "
                  + file
                  + " is not the one that the nodes of this database have; copy theirs");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aNodeWithAnotherMasterKeyOfTheSameNumberDoesNotStart(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> store = Stores.open(settings)) {
      await(store.write(SessionNumber.of(1, 1), 1, Note.of("alice", "key")));
    }
    Stores.writeKeys(settings.keyFile(), 1, 2);
    Stores.open(settings).close();

    Stores.writeKey(settings.keyFile(), 2, 7);

    assertThatThrownBy(() -> Stores.open(settings))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageContaining("the master key 2 in " + settings.keyFile());
  }

  @Test
  void anEmbeddedDatabaseWithoutSessionsTakesAnotherKey() {
    StoreSettings settings = TestDatabase.H2.create(directory);
    Stores.open(settings).close();

    Stores.writeKey(settings.keyFile(), 1, 7);

    Stores.open(settings).close();
  }
}
