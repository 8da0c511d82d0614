package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.SessionNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a crash leaves of H2's file, taken as a copy after a commit was reported: the commit is in
 * it, also when H2 has begun to write into space that it used before. There is a version of H2 that
 * loses it then.
 */
class CrashedFileTest {

  private static final SessionNumber SESSION = new SessionNumber(7);
  private static final int WRITES = 300;
  private static final int WRITES_PER_CRASH = 5;

  @TempDir Path live;
  @TempDir Path crashed;

  @Test
  void holdsTheLastCommit() throws IOException, SQLException {
    // Space is used again at once, instead of after a minute.
    StoreSettings settings =
        TestDatabase.settings(
            "jdbc:h2:file:" + live.resolve("sessions") + ";RETENTION_TIME=0", "gatehouse", live);
    try (SessionStore<Note> store = Stores.open(settings)) {
      for (int revision = 1; revision <= WRITES; revision++) {
        await(store.write(SESSION, revision, Note.of("alice", "x".repeat(2_000))));
        if (revision % WRITES_PER_CRASH == 0) {
          assertThat(revisionAfterCrash()).isEqualTo(revision);
        }
      }
    }
  }

  private int revisionAfterCrash() throws IOException, SQLException {
    Path copy = crashed.resolve("sessions.mv.db");
    Files.deleteIfExists(copy);
    Files.copy(live.resolve("sessions.mv.db"), copy);
    StoreSettings settings =
        TestDatabase.settings("jdbc:h2:file:" + crashed.resolve("sessions"), "gatehouse", crashed);
    try (Connection connection = TestDatabase.connect(settings);
        ResultSet row =
            connection.createStatement().executeQuery("SELECT revision FROM ike_session")) {
      row.next();
      return row.getInt(1);
    }
  }
}
