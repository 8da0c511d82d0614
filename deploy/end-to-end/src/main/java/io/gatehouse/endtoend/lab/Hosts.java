package io.gatehouse.endtoend.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The hosts of a laboratory, each a network namespace, and their processes.
 *
 * <p>Closing them ends every process that was started and removes everything that was made except
 * the directory of files and logs; so does the end of this process, and whatever a killed one left
 * behind is removed by the next.
 */
public final class Hosts implements AutoCloseable {
  private final Registration registration;
  private final Path files;
  private final Deque<Daemon> daemons = new ArrayDeque<>();
  private final Thread closeAtExit = new Thread(this::dismantle, "close-lab");

  private Hosts(Registration registration, Path files) {
    this.registration = registration;
    this.files = files;
  }

  /**
   * None at first.
   *
   * @param files where hosts keep their files and logs; made when it is missing
   */
  public static Hosts open(Path files) {
    Registration.removeStale();
    Hosts hosts = new Hosts(Registration.create(), files.toAbsolutePath());
    Runtime.getRuntime().addShutdownHook(hosts.closeAtExit);
    return hosts;
  }

  /** Makes a host that is connected to nothing but itself. */
  public Namespace add(String name) {
    Namespace host = new Namespace(this, name);
    Command.of("ip", "netns", "add", host.name()).run();
    host.ip("link", "set", "lo", "up");
    return host;
  }

  String prefix() {
    return registration.prefix();
  }

  Path directory(String host) {
    return made(files.resolve(host));
  }

  Path runtimeDirectory(String host) {
    return made(registration.directory().resolve(host));
  }

  Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("gatehouse-lab");
      registration.record(directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized Daemon start(List<String> words, Path log) {
    Daemon daemon = Daemon.start(words, log);
    registration.record(daemon.handle());
    daemons.push(daemon);
    return daemon;
  }

  /** The ends of the logs of all processes, for the report of a failure. */
  public synchronized String logTails() {
    StringBuilder tails = new StringBuilder();
    daemons.forEach(daemon -> tails.append(daemon.logTail()).append("\n\n"));
    return tails.toString();
  }

  @Override
  public void close() {
    dismantle();
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running or has run, and finds nothing left to do.
    }
  }

  private synchronized void dismantle() {
    while (!daemons.isEmpty()) {
      daemons.pop().stop();
    }
    registration.remove();
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
