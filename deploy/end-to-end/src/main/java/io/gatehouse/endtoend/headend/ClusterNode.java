package io.gatehouse.endtoend.headend;

import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** One of several Gatehouse nodes, which fails in whatever way it is told to. */
public final class ClusterNode implements AutoCloseable {
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(60);

  // Several nodes share two processors: what the second compiler gains comes after the tests.
  private static final String JVM = "-Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final int number;
  private final Namespace host;
  private final Path machineFile;
  private final StringBuilder earlierOutput = new StringBuilder();
  private Build build;
  private Daemon process;

  private ClusterNode(int number, Namespace host, Path machineFile, Build build) {
    this.number = number;
    this.host = host;
    this.machineFile = machineFile;
    this.build = build;
    this.process = launch();
  }

  /** Starts a node, without waiting until it is ready. */
  public static ClusterNode start(int number, Namespace host, Path machineFile, Build build) {
    return new ClusterNode(number, host, machineFile, build);
  }

  private Daemon launch() {
    return host.start(
        "gatehouse",
        "env",
        "GATEHOUSE_JAVA_OPTIONS=" + JVM + build.options(),
        build.program(),
        "--config",
        machineFile.toString());
  }

  /** From 1 on. */
  public int number() {
    return number;
  }

  public Namespace host() {
    return host;
  }

  /** The node's name in the cluster. */
  public String name() {
    return host.host();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** What the operator's command prints, for example of {@code sessions}. */
  public String show(String subject) {
    return host.command(build.program(), "show", subject, "--config", machineFile.toString()).run();
  }

  /** Sits down at a terminal of this node. */
  public OperatorTerminal terminal() {
    return OperatorTerminal.open(host, build.program(), machineFile);
  }

  /** The directory of its configuration. */
  public Path files() {
    return machineFile.resolveSibling("");
  }

  /** Ends the process as a power failure would. */
  public void kill9() {
    process.kill9();
  }

  /** Asks the process to leave the cluster and to end. */
  public void terminate() {
    process.terminate(LEAVE_LIMIT);
  }

  /** Starts the process again, after it has ended. */
  public void startAgain() {
    startAgain(build);
  }

  /** Likewise, with another build. */
  public void startAgain(Build newBuild) {
    earlierOutput.append(process.output());
    build = newBuild;
    process = launch();
  }

  /** Stops the process from running. */
  public void freeze() {
    process.freeze();
  }

  public void thaw() {
    process.thaw();
  }

  /** Drops every packet to and from these network devices. */
  public void cutOff(List<String> devices) {
    String names =
        devices.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    String rules =
        """
        table inet cut {
          chain arriving { type filter hook prerouting priority -300; iifname { %s } drop; }
          chain leaving { type filter hook postrouting priority 300; oifname { %s } drop; }
        }
        """
            .formatted(names, names);
    host.command("nft", rules).run();
  }

  /** Drops no more. */
  public void reconnect() {
    host.command("nft", "delete table inet cut").run();
  }

  /** Everything that it printed, before restarts as well. */
  public String output() {
    return earlierOutput + process.output();
  }

  @Override
  public void close() {
    process.stop();
  }

  @Override
  public String toString() {
    return name();
  }
}
