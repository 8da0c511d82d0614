package io.gatehouse.cluster.store;

import io.gatehouse.cluster.session.SessionNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Writes sessions without end, and prints "number revision" for each write that the store reported
 * done. To be killed.
 */
final class StoreWriterProcess {

  private static final int SESSIONS = 64;

  private StoreWriterProcess() {}

  /** The arguments are a JDBC URL, a user, and the key file. */
  public static void main(String[] arguments) throws InterruptedException {
    SessionStore<Note> store =
        Stores.open(
            TestDatabase.settings(
                arguments[0], arguments[1], Path.of(arguments[2]), Duration.ofSeconds(20)));
    for (int slot = 1; slot <= SESSIONS; slot++) {
      writeOn(store, SessionNumber.of(slot, slot), 1);
    }
    new CountDownLatch(1).await();
  }

  private static void writeOn(SessionStore<Note> store, SessionNumber session, long revision) {
    store
        .write(session, revision, Note.of("user", "revision " + revision))
        .thenRun(
            () -> {
              System.out.println(session + " " + revision);
              writeOn(store, session, revision + 1);
            });
  }
}
