package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;

/** Debian's PostgreSQL with its default settings. It trusts whoever reaches it. */
public final class PostgreSql implements AutoCloseable {
  public static final String USER = "gatehouse";

  private static final String LOOPBACK = "127.0.0.1";
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Namespace host;
  private final String address;
  private final Path data;
  private Daemon process;

  private PostgreSql(Namespace host, String address, Path data) {
    this.host = host;
    this.address = address;
    this.data = data;
    this.process = launch();
  }

  /** Makes a database and serves it to the host alone. */
  public static PostgreSql start(Namespace host) {
    return new PostgreSql(host, LOOPBACK, made(host));
  }

  /**
   * Makes a database and serves it to others.
   *
   * @param address that it listens on
   * @param network of those that may use it
   */
  public static PostgreSql start(Namespace host, String address, String network) {
    Path data = made(host);
    try {
      Files.writeString(
          data.resolve("pg_hba.conf"),
          "host all all %s trust%n".formatted(network),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PostgreSql(host, address, data);
  }

  // Where the user that it runs as may go, which is not below the laboratory's directories.
  private static Path made(Namespace host) {
    Path data = host.temporaryDirectory();
    Command.of("chown", "postgres:postgres", data.toString()).run();
    asPostgres(
            Command.of(program("initdb"), "--pgdata=" + data, "--username=" + USER, "--auth=trust"))
        .within(LIMIT)
        .run();
    return data;
  }

  private Daemon launch() {
    Command server =
        asPostgres(
            Command.of(
                program("postgres"),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=" + address,
                "-c",
                "max_connections=200",
                "-c",
                "unix_socket_directories=" + data));
    Daemon daemon = host.start("postgresql", server.words().toArray(String[]::new));
    daemon.await("accepting connections", LIMIT, () -> daemon.output().contains("ready to accept"));
    return daemon;
  }

  private static Command asPostgres(Command command) {
    return command.after("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
  }

  private static String program(String name) {
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new LabException("no PostgreSQL below " + VERSIONS))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the process that the others are children of: it serves each connection by one. */
  public long pid() {
    return process.pid();
  }

  /** How its clients name it. */
  public String url() {
    return "jdbc:postgresql://%s/postgres".formatted(address);
  }

  /** What a query yields: a line for each row, with {@code |} between the columns. */
  public String query(String sql) {
    return host.command("psql", "-h", address, "-U", USER, "-d", "postgres", "-Atc", sql).run();
  }

  /** Ends it at once, rolling back what is going on, as an operator's restart does. */
  public void shutDown() {
    process.interrupt();
  }

  /** Starts it again with what it has stored. */
  public void startAgain() {
    process = launch();
  }

  @Override
  public void close() {
    shutDown();
  }
}
