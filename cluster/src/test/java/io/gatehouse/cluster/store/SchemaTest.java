package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.SessionNumber;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {

  private static final SessionNumber SESSION = SessionNumber.of(1, 1);

  @TempDir private Path directory;

  @Test
  void nodesThatStartTogetherMigrateOnce() throws Exception {
    StoreSettings settings = TestDatabase.POSTGRESQL.create(directory);
    try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
      Callable<SessionStore<Note>> start = () -> Stores.open(settings);
      List<SessionStore<Note>> stores = new ArrayList<>();
      for (Future<SessionStore<Note>> store :
          nodes.invokeAll(List.of(start, start, start, start))) {
        stores.add(store.get());
      }

      await(stores.getFirst().write(SESSION, 1, Note.of("alice", "key")));
      assertThat(await(stores.getLast().read(SESSION))).isPresent();
      stores.forEach(SessionStore::close);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aMigrationThatWasCutOffIsDoneAgain(TestDatabase database) throws SQLException {
    StoreSettings settings = database.create(directory);
    Stores.open(settings).close();
    try (Connection connection = TestDatabase.connect(settings);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP INDEX ike_session_owner");
      statement.execute("DELETE FROM gatehouse_schema");
    }

    try (SessionStore<Note> store = Stores.open(settings)) {
      await(store.write(SESSION, 1, Note.of("alice", "key")));
      assertThat(await(store.listings().count())).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aNodeOfAnEarlierVersionWorksOnALaterSchema(TestDatabase database) throws SQLException {
    StoreSettings settings = database.create(directory);
    Stores.open(settings).close();
    try (Connection connection = TestDatabase.connect(settings);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE ike_session ADD COLUMN later varchar(10)");
      statement.execute("INSERT INTO gatehouse_schema (version) VALUES (99)");
    }

    try (SessionStore<Note> store = Stores.open(settings)) {
      await(store.write(SESSION, 1, Note.of("alice", "key")));
      assertThat(await(store.read(SESSION))).isPresent();
    }
  }
}
