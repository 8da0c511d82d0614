package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.store.StoreException.StaleRevision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConcurrentWritersTest {

  private static final int SESSIONS = 60;
  private static final int REVISIONS = 20;
  private static final int OWNERS = 3;

  @TempDir private Path directory;

  /** Several owners believe in every session; each revision is granted to one of them. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void eachRevisionHasOneWriter(TestDatabase database) throws Exception {
    try (SessionStore<Note> store = Stores.open(database.create(directory));
        ExecutorService owners = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicInteger granted = new AtomicInteger();
      List<Callable<Void>> races = new ArrayList<>();
      for (int owner = 0; owner < OWNERS; owner++) {
        String name = "owner-" + owner;
        for (SessionNumber session : sessions()) {
          races.add(() -> race(store, session, name, granted));
        }
      }
      for (Future<Void> race : owners.invokeAll(races)) {
        race.get();
      }

      assertThat(granted).hasValue(SESSIONS * REVISIONS);
      for (SessionNumber session : sessions()) {
        StoredState<Note> last = await(store.read(session)).orElseThrow();
        assertThat(last.revision()).isEqualTo(REVISIONS);
        assertThat(last.state().secret()).isEqualTo("revision " + REVISIONS);
      }
    }
  }

  private static Void race(
      SessionStore<Note> store, SessionNumber session, String owner, AtomicInteger granted) {
    for (int revision = 1; revision <= REVISIONS; revision++) {
      try {
        await(store.write(session, revision, Note.of(owner, "revision " + revision)));
        granted.incrementAndGet();
      } catch (StaleRevision another) {
        assertThat(await(store.read(session)).orElseThrow().revision())
            .isGreaterThanOrEqualTo(revision);
      }
    }
    return null;
  }

  private static List<SessionNumber> sessions() {
    return IntStream.range(0, SESSIONS).mapToObj(i -> SessionNumber.of(i * 4, i + 1)).toList();
  }
}
