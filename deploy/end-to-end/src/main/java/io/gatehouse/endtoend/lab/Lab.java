package io.gatehouse.endtoend.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small internet on one machine.
 *
 * <pre>
 *   client1 ─┐
 *   client2 ─┤ outside (a switch) ── headend ── inside
 *     …     ─┘      192.0.2.0/24        198.51.100.0/24
 * </pre>
 *
 * Each host is a network namespace. Closing the laboratory ends every process that it started and
 * removes everything that it made except its directory of files and logs; so does the end of this
 * process, and whatever a killed one left behind is removed by the next.
 */
public final class Lab implements AutoCloseable {
  private static final String SWITCH = "outside";

  private final Registration registration;
  private final Path files;
  private final List<Namespace> clients;
  private final Namespace headend;
  private final Namespace inside;
  private final Deque<Daemon> daemons = new ArrayDeque<>();
  private final Thread closeAtExit = new Thread(this::dismantle, "close-lab");

  private Lab(Registration registration, Path files, int clientCount) {
    this.registration = registration;
    this.files = files;
    this.headend = new Namespace(this, "headend");
    this.inside = new Namespace(this, "inside");
    this.clients =
        IntStream.rangeClosed(1, clientCount)
            .mapToObj(number -> new Namespace(this, "client" + number))
            .toList();
  }

  /**
   * Makes the hosts and the links between them.
   *
   * @param files where hosts keep their files and logs; made when it is missing
   * @param clients how many client hosts there are
   */
  public static Lab open(Path files, int clients) {
    Registration.removeStale();
    Lab lab = new Lab(Registration.create(), files.toAbsolutePath(), clients);
    Runtime.getRuntime().addShutdownHook(lab.closeAtExit);
    try {
      Topology.build(lab);
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  public Namespace headend() {
    return headend;
  }

  public Namespace inside() {
    return inside;
  }

  /** A client host; the first is number 1. */
  public Namespace client(int number) {
    return clients.get(number - 1);
  }

  List<Namespace> clients() {
    return clients;
  }

  Namespace outsideSwitch() {
    return new Namespace(this, SWITCH);
  }

  List<Namespace> hosts() {
    List<Namespace> hosts = new ArrayList<>(clients);
    hosts.addAll(List.of(outsideSwitch(), headend, inside));
    return hosts;
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
