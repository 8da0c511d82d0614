package io.gatehouse.cluster.store;

import static io.gatehouse.cluster.store.Stores.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.session.SessionNumber;
import java.io.BufferedReader;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process dies in the middle of its writes, with no chance to finish anything. */
class KilledProcessTest {

  private static final int REPORTED_BEFORE_THE_KILL = 3_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void everyReportedWriteIsThereAfterwards(TestDatabase database) throws Exception {
    StoreSettings settings = database.create(directory);
    Map<SessionNumber, Long> reported = writeUntilKilled(settings);
    assertThat(reported).hasSize(64);

    try (SessionStore<Note> store = Stores.open(settings)) {
      for (Map.Entry<SessionNumber, Long> write : reported.entrySet()) {
        StoredState<Note> stored = await(store.read(write.getKey())).orElseThrow();
        assertThat(stored.revision()).isBetween(write.getValue(), write.getValue() + 1);
        assertThat(stored.state().secret()).isEqualTo("revision " + stored.revision());

        await(store.write(write.getKey(), stored.revision() + 1, Note.of("user", "goes on")));
      }
      assertThat(await(store.listings().page(Optional.empty(), 100))).hasSize(64);
    }
  }

  private Map<SessionNumber, Long> writeUntilKilled(StoreSettings settings) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                StoreWriterProcess.class.getName(),
                settings.url(),
                settings.user(),
                settings.keyFile().toString())
            .redirectError(directory.resolve("writer.log").toFile())
            .start();
    Map<SessionNumber, Long> reported = new HashMap<>();
    try (BufferedReader lines = writer.inputReader()) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        remember(line, reported);
        if (++count == REPORTED_BEFORE_THE_KILL) {
          // Not through the Process itself, which would close the pipe with reports still in it.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    return reported;
  }

  /** A test launcher may have its own class loader. */
  private static String classPath() {
    return StoreWriterProcess.class.getClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(URL::getPath)
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  /** The last line may be cut off, and log lines are between. */
  private static void remember(String line, Map<SessionNumber, Long> reported) {
    if (line.matches("[0-9a-f]{6} [0-9]+")) {
      reported.merge(
          SessionNumber.parse(line.substring(0, 6)), Long.valueOf(line.substring(7)), Math::max);
    }
  }
}
