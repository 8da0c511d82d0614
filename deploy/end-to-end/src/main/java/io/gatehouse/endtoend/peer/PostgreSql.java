package io.gatehouse.benchmark.node;

import io.gatehouse.benchmark.process.ProcessAccount;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Debian's PostgreSQL with its default settings, for one node on the same host. */
public final class PostgreSql implements AutoCloseable {

  static final String USER = "gatehouse";
  static final String URL = "jdbc:postgresql://127.0.0.1/postgres";

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Daemon process;
  private final Path data;

  private PostgreSql(Daemon process, Path data) {
    this.process = process;
    this.data = data;
  }

  /** Makes a database and serves it to the host alone. */
  public static PostgreSql start(Namespace host) {
    Path programs = programs();
    Path data = directory();
    asPostgres(
            Command.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--auth=trust"))
        .within(LIMIT)
        .run();
    Command server =
        asPostgres(
            Command.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=" + data));
    Daemon process = host.start("postgresql", server.words().toArray(String[]::new));
    process.await(
        "accepting connections", LIMIT, () -> process.output().contains("ready to accept"));
    return new PostgreSql(process, data);
  }

  /** Where the user that it runs as may go, which is not below the laboratory's directories. */
  private static Path directory() {
    try {
      Path data = Files.createTempDirectory("gatehouse-postgresql");
      Command.of("chown", "postgres:postgres", data.toString()).run();
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Command asPostgres(Command command) {
    return command.after("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
  }

  private static Path programs() {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .findFirst()
          .orElseThrow(() -> new LabException("no PostgreSQL below " + VERSIONS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all its processes: it serves each connection by one. */
  public Duration processorTime() {
    return ProcessHandle.of(process.pid())
        .map(ProcessAccount::processorTime)
        .orElseThrow(() -> new LabException("PostgreSQL has ended:\n" + process.logTail()));
  }

  @Override
  public void close() {
    process.stop();
    Command.of("rm", "--recursive", "--force", data.toString()).run();
  }
}
