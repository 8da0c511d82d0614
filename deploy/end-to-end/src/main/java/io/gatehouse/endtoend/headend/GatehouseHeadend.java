package io.gatehouse.endtoend.headend;

import io.gatehouse.endtoend.Site;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gatehouse, started from its distribution as an operator does. */
public final class GatehouseHeadend implements Headend {
  /** What carries the users' packets: {@code tun}, or {@code xfrm} where the kernel has ESP. */
  public static final String DATA_PLANE_PROPERTY = "gatehouse.lab.data-plane";

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  // The two ports of RFC 7296 section 2 as /proc prints them: 500 and 4500.
  private static final String IKE_PORT = ":01F4 ";
  private static final String NAT_PORT = ":1194 ";

  private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s+(\\d+) kB");

  private final Namespace host;
  private final Path machineFile;
  private String earlierOutput = "";
  private Daemon process;

  private GatehouseHeadend(Namespace host, Path machineFile, Daemon process) {
    this.host = host;
    this.machineFile = machineFile;
    this.process = process;
  }

  public static GatehouseHeadend start(Namespace host, Site site, HeadendSettings settings) {
    Path machineFile = GatehouseFiles.write(host.directory(), site, settings);
    GatehouseHeadend headend = new GatehouseHeadend(host, machineFile, launch(host, machineFile));
    headend.awaitReady();
    return headend;
  }

  /** The table of sessions, as the operator's command prints it. */
  public String showSessions() {
    return show("sessions");
  }

  /** The node's counters by their names, as the operator's command prints them. */
  public Map<String, Long> showStatus() {
    return show("status")
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(line -> line[0], line -> Long.valueOf(line[1])));
  }

  private String show(String subject) {
    return host.command(
            Distribution.program("gatehouse"), "show", subject, "--config", machineFile.toString())
        .run();
  }

  public long pid() {
    return process.pid();
  }

  /** The process's resident memory in octets. */
  public long residentMemory() {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .map(RESIDENT::matcher)
          .filter(Matcher::find)
          .mapToLong(match -> Long.parseLong(match.group(1)) * 1024)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The outcome of a start with the usual policy and a further line at its beginning. */
  public static Command.Outcome tryPolicy(Path directory, Site site, String line) {
    Path machineFile = GatehouseFiles.write(directory, site, HeadendSettings.usual());
    Path policy = machineFile.resolveSibling("policy.cfg");
    try {
      Files.writeString(policy, line + "\n" + Files.readString(policy));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Command.of(Distribution.program("gatehouse"), "--config", machineFile.toString())
        .within(START_LIMIT)
        .attempt();
  }

  @Override
  public void kill9() {
    process.kill9();
  }

  @Override
  public void restart() {
    process.stop();
    earlierOutput += process.output();
    process = launch(host, machineFile);
    awaitReady();
  }

  @Override
  public String output() {
    return earlierOutput + process.output();
  }

  @Override
  public void close() {
    process.stop();
  }

  private static Daemon launch(Namespace host, Path machineFile) {
    return host.start(
        "gatehouse", Distribution.program("gatehouse"), "--config", machineFile.toString());
  }

  private void awaitReady() {
    process.await("listening on UDP 500 and 4500", START_LIMIT, this::isListening);
  }

  // The process's own view of its namespace: looking costs no further process.
  private boolean isListening() {
    try {
      String sockets =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "net", "udp"));
      return sockets.contains(IKE_PORT) && sockets.contains(NAT_PORT);
    } catch (IOException e) {
      if (!process.isAlive()) {
        return false;
      }
      throw new UncheckedIOException(e);
    }
  }
}
