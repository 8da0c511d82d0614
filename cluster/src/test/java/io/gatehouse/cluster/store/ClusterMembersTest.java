package io.gatehouse.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterMembersTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void eachSeesTheOthersUntilTheyLeave(TestDatabase database) {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a")) {
      assertThat(a.members().living()).isEmpty();
      a.members().enter();
      try (SessionStore<Note> b = node(settings, "b")) {
        assertThat(b.members().living()).containsExactly("a");
        b.members().enter();
        assertThat(a.members().living()).containsExactly("a", "b");
      }
      assertThat(a.members().living()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whoHasCrashedIsNoMemberWhenItsTermIsOver(TestDatabase database) throws SQLException {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a")) {
      execute(
          settings,
          "INSERT INTO cluster_member VALUES ('b', CURRENT_TIMESTAMP - INTERVAL '1' SECOND)");
      a.members().enter();

      assertThat(a.members().living()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aMemberWhoseTermIsOverComesBack(TestDatabase database) throws SQLException {
    StoreSettings settings = database.create(directory);
    try (SessionStore<Note> a = node(settings, "a")) {
      a.members().enter();
      execute(settings, "DELETE FROM cluster_member");

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(a.members().living()).containsExactly("a"));
    }
  }

  private static void execute(StoreSettings settings, String sql) throws SQLException {
    try (Connection connection = TestDatabase.connect(settings)) {
      connection.createStatement().execute(sql);
    }
  }

  private static SessionStore<Note> node(StoreSettings settings, String name) {
    return Stores.open(Stores.named(settings, name));
  }
}
