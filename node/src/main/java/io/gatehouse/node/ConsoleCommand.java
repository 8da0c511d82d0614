package io.gatehouse.node;

import io.gatehouse.node.console.terminal.Operator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse console}: connects to the running node. */
@Command(
    name = "console",
    description =
        "Connects to the running node: a person at a terminal, or a script on standard input.")
final class ConsoleCommand implements Callable<Integer> {

  /** Of the systemd unit. */
  private static final Path CONFIGURATION = Path.of("/etc/gatehouse/gatehouse.conf");

  private static final Path SOCKET = Path.of("/var/lib/gatehouse/console");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the node's configuration file (/etc/gatehouse/gatehouse.conf)")
  private @Nullable Path config;

  @Option(
      names = "--socket",
      paramLabel = "FILE",
      description = "the node's socket, for whoever may not read the configuration file")
  private @Nullable Path socket;

  @Override
  public Integer call() {
    try {
      return Operator.connect(socket == null ? configured() : socket);
    } catch (NodeSettingsFile.UnusableSettings e) {
      System.err.println(e.getMessage());
      return Main.EXIT_CONFIGURATION;
    }
  }

  private Path configured() {
    if (config == null && !Files.isReadable(CONFIGURATION)) {
      return SOCKET;
    }
    return NodeSettingsFile.read(config == null ? CONFIGURATION : config).console().socket();
  }
}
