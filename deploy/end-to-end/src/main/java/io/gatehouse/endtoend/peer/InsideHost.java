package io.gatehouse.endtoend.peer;

import io.gatehouse.endtoend.lab.Addresses;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.JavaProgram;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A host behind the headend. Clients have no route to it but their tunnel, so that whatever reaches
 * it has gone through that.
 */
public final class InsideHost implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final String URL =
      "http://%s:%d/".formatted(Addresses.INSIDE_HOST, FileServer.PORT);

  private final Daemon server;

  private InsideHost(Daemon server) {
    this.server = server;
  }

  public static InsideHost start(Namespace host) {
    Daemon server =
        host.start(
            "file-server",
            JavaProgram.words(FileServer.class, Addresses.INSIDE_HOST).toArray(String[]::new));
    server.await("serving", LIMIT, () -> server.output().contains("Serving"));
    return new InsideHost(server);
  }

  /**
   * Pings from a client until an answer comes: for five seconds at most. Returns what ping printed.
   *
   * @throws LabException when none does
   */
  public static String ping(Namespace client) {
    return client.command("ping", "-n", "-c", "1", "-w", "5", Addresses.INSIDE_HOST).run();
  }

  /** As {@link #ping}, with IPv6. */
  public static String pingIpv6(Namespace client) {
    return client.command("ping", "-n", "-c", "1", "-w", "5", Addresses.INSIDE_HOST_IPV6).run();
  }

  /** Whether a single ping is answered within a second. */
  public static boolean answersPing(Namespace client) {
    return client
        .command("ping", "-n", "-c", "1", "-W", "1", Addresses.INSIDE_HOST)
        .attempt()
        .succeeded();
  }

  /**
   * Moves ten megabytes over TCP to the host and as many back.
   *
   * @throws LabException when they do not arrive, or not unchanged
   */
  public static void exchangeFiles(Namespace client) {
    try {
      byte[] content = FileServer.content();
      Path sent = client.directory().resolve("sent");
      Path received = client.directory().resolve("received");
      Files.write(sent, content);
      String digest = curl(client, "--upload-file", sent.toString(), URL);
      require(digest.equals(FileServer.sha256(content)), "the upload was changed on the way");
      curl(client, "--output", received.toString(), URL);
      require(Files.mismatch(sent, received) < 0, "the download was changed on the way");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this address has sent or fetched a file. */
  public boolean hasSeen(String address) {
    return server.output().lines().anyMatch(line -> line.endsWith(" from " + address));
  }

  @Override
  public void close() {
    server.stop();
  }

  private static String curl(Namespace client, String... arguments) {
    return client
        .command("curl", "--silent", "--show-error", "--fail", "--max-time", "30")
        .followedBy(arguments)
        .within(LIMIT)
        .run();
  }

  private static void require(boolean condition, String complaint) {
    if (!condition) {
      throw new LabException(complaint);
    }
  }
}
