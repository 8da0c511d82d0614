package io.gatehouse.benchmark.node;

import io.gatehouse.benchmark.process.ProcessAccount;
import io.gatehouse.endtoend.headend.Distribution;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.Daemon;
import io.gatehouse.endtoend.lab.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A running node, which can be killed and started again with what it has stored. */
public final class BenchmarkNode implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration HISTOGRAM_LIMIT = Duration.ofMinutes(1);
  private static final String STATUS = "http://127.0.0.1:8450/status";

  private final Namespace host;
  private final Path machineFile;
  private final NodePlan plan;
  private Daemon process;

  private BenchmarkNode(Namespace host, Path machineFile, NodePlan plan) {
    this.host = host;
    this.machineFile = machineFile;
    this.plan = plan;
    this.process = launch();
  }

  /** Starts a node, and returns when it serves clients. */
  public static BenchmarkNode start(Namespace host, NodePlan plan) {
    Path directory = host.directory().resolve(plan.title() + "-files");
    return new BenchmarkNode(host, NodeFiles.write(directory, plan), plan);
  }

  /** Starts it again after {@link #kill9}, and returns when it serves clients. */
  public void restart() {
    process = launch();
  }

  private Daemon launch() {
    List<String> words = new ArrayList<>(plan.placement().words());
    // No line for each session: strongSwan is measured without a log, too.
    words.add("env");
    words.add(
        "GATEHOUSE_JAVA_OPTIONS=-Dlogback.configurationFile="
            + machineFile.resolveSibling("logback.xml"));
    words.addAll(List.of(Distribution.program("gatehouse"), "--config", machineFile.toString()));
    Daemon started = host.start(plan.title(), words.toArray(String[]::new));
    started.await("serving IKE", START_LIMIT, () -> started.output().contains("serves IKE on"));
    return started;
  }

  public void kill9() {
    process.kill9();
  }

  public ProcessAccount account() {
    return new ProcessAccount(process.pid());
  }

  /** Octets of the objects that are left on the heap after a collection. */
  public long heap() {
    return histogramTotal(
        Command.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .within(HISTOGRAM_LIMIT)
            .run());
  }

  static long histogramTotal(String histogram) {
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total "))
        .map(line -> line.trim().split("\\s+", -1))
        .mapToLong(words -> Long.parseLong(words[2]))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no histogram: " + histogram));
  }

  /** The node's counters. */
  public Map<String, Long> status() {
    return host.command("curl", "-sf", STATUS)
        .run()
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(line -> line[0], line -> Long.valueOf(line[1])));
  }

  public long status(String counter) {
    return status().getOrDefault(counter, 0L);
  }

  public Path authority() {
    return machineFile.resolveSibling(NodeFiles.AUTHORITY);
  }

  @Override
  public void close() {
    process.stop();
  }
}
