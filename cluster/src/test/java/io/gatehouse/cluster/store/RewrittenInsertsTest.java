package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.SessionNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL's driver may make one statement of many inserts, and then gives no counts. */
class RewrittenInsertsTest {

  private static final int SESSIONS = 200;

  @TempDir private Path directory;

  @Test
  void newSessionsAreAcknowledgedAllTheSame() {
    StoreSettings plain = TestDatabase.POSTGRESQL.create(directory);
    StoreSettings rewriting =
        TestDatabase.settings(plain.url() + "?reWriteBatchedInserts=true", plain.user(), directory);
    try (SessionStore<Note> store = Stores.open(rewriting)) {
      List<CompletionStage<Void>> writes =
          IntStream.rangeClosed(1, SESSIONS)
              .mapToObj(slot -> SessionNumber.of(7, slot))
              .map(session -> store.write(session, 1, Note.of("alice", "first")))
              .toList();

      writes.forEach(Stores::await);

      assertThat(await(store.listings().count())).isEqualTo(SESSIONS);
    }
  }
}
