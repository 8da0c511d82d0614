package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.SessionNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes empty one outbox. */
class SharedOutboxTest {

  private static final int SESSIONS = 400;
  private static final int NODES = 3;

  @TempDir private Path directory;

  @Test
  void eachRecordIsTakenByOneNode() throws Exception {
    StoreSettings settings = TestDatabase.POSTGRESQL.create(directory);
    List<SessionStore<Note>> nodes =
        Stream.generate(() -> Stores.open(settings)).limit(NODES).toList();
    IntStream.range(0, SESSIONS)
        .mapToObj(
            slot ->
                nodes
                    .get(slot % NODES)
                    .write(SessionNumber.of(9, slot), 1, Note.telling("user", "S" + slot, "start")))
        .toList()
        .forEach(Stores::await);
    ConcurrentLinkedQueue<OutboxEntry.Key> delivered = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
      for (Future<?> done :
          threads.invokeAll(nodes.stream().map(node -> emptying(node, delivered)).toList())) {
        done.get();
      }
    }

    assertThat(delivered).hasSize(SESSIONS).doesNotHaveDuplicates();
    assertThat(await(nodes.getFirst().outbox().count())).isZero();
    nodes.forEach(SessionStore::close);
  }

  private static Callable<Boolean> emptying(
      SessionStore<Note> node, ConcurrentLinkedQueue<OutboxEntry.Key> delivered) {
    return () -> {
      while (await(node.outbox().count()) > 0) {
        List<OutboxEntry.Key> keys =
            await(node.outbox().take(Note.LIST, 7, Duration.ofMinutes(5))).stream()
                .map(OutboxEntry::key)
                .toList();
        delivered.addAll(keys);
        await(node.outbox().remove(keys));
      }
      return true;
    };
  }
}
