package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's BIRD, which speaks BGP, on one host. */
final class RouteDaemon implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Daemon bird;
  private final Path socket;

  private RouteDaemon(Daemon bird, Path socket) {
    this.bird = bird;
    this.socket = socket;
  }

  static RouteDaemon start(Namespace host, String settings) {
    Path socket = host.runtimeDirectory().resolve("bird.ctl");
    Daemon bird =
        host.start(
            "bird",
            "bird",
            "-f",
            "-c",
            write(host.directory().resolve("bird.conf"), settings),
            "-s",
            socket.toString(),
            "-P",
            host.runtimeDirectory().resolve("bird.pid").toString());
    RouteDaemon daemon = new RouteDaemon(bird, socket);
    bird.await("answering", LIMIT, () -> daemon.birdc("show", "status").attempt().succeeded());
    return daemon;
  }

  static String write(Path file, String settings) {
    try {
      return Files.writeString(file, settings).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command of its console. */
  String tell(String... words) {
    return birdc(words).run();
  }

  private Command birdc(String... words) {
    return Command.of("birdc", "-s", socket.toString()).followedBy(words);
  }

  @Override
  public void close() {
    bird.stop();
  }
}
