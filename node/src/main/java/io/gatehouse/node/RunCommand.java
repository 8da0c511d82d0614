package io.gatehouse.node;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * {@code gatehouse --config FILE}: runs a node until the process is told to end. Without a file:
 * the console.
 */
abstract class RunCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  /** No exit status: the node's threads keep the process. */
  static final int RUNNING = -1;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "runs a node with this configuration (HOCON); without: connects to a node")
  private @Nullable Path config;

  @Override
  public Integer call() {
    if (config == null) {
      return new ConsoleCommand().call();
    }
    try {
      Node node = Node.start(NodeSettingsFile.read(config));
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(node::close));
      var _ = node.lost().thenRun(RunCommand::end);
      return RUNNING;
    } catch (NodeSettingsFile.UnusableSettings | StartFailure e) {
      System.err.println(e.getMessage());
      return Main.EXIT_CONFIGURATION;
    }
  }

  /** From a thread of its own, because it waits for the node to close. */
  private static void end() {
    LOG.error("this node has lost its place in the cluster: its process ends, to begin anew");
    Thread.ofPlatform().name("end").start(() -> System.exit(Main.EXIT_LOST));
  }
}
