package io.gatehouse.benchmark.piece;

import com.typesafe.config.ConfigFactory;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.cluster.session.SessionRecord;
import io.gatehouse.cluster.store.SessionStore;
import io.gatehouse.cluster.store.StoreSettings;
import io.gatehouse.protocol.ike.exchange.SessionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Sessions that are written at the same time, to a file of H2. */
@State(Scope.Benchmark)
public class StoreBenchmark {

  private static final int GROUP = 64;

  private final Path directory = temporaryDirectory();
  private final SessionStore<SessionState> store =
      SessionStore.open(
          settings(directory), new SessionRecord(), new SecureRandom(), InstantSource.system());
  private final List<Member> group =
      IntStream.rangeClosed(1, GROUP).mapToObj(SessionNumber::new).map(Member::of).toList();
  private long revision;

  private record Member(SessionNumber number, SessionState state) {
    static Member of(SessionNumber number) {
      return new Member(number, Handshake.of(number).session());
    }
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  @Row("store: a write among 64")
  public void write() {
    revision++;
    group.stream()
        .map(member -> store.write(member.number(), revision, member.state()))
        .toList()
        .forEach(written -> written.toCompletableFuture().join());
  }

  @TearDown
  public void close() {
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(StoreBenchmark::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The product's, but for the wait for others to join a group: it would hide the work. */
  private static StoreSettings settings(Path directory) {
    String own =
        "gatehouse { state-directory = \"%s\", store.commit-delay = 0ms }".formatted(directory);
    return StoreSettings.from(
        ConfigFactory.load(ConfigFactory.parseString(own)).getConfig("gatehouse.store"),
        "benchmark");
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("gatehouse-store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
