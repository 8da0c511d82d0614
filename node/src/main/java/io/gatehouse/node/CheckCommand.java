package io.gatehouse.node;

import io.gatehouse.cluster.config.ConfigurationResult;
import io.gatehouse.cluster.config.meaning.ConfigurationFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code gatehouse check --config FILE}: reads the configuration, lists the lines of the policy
 * that do nothing and why, and starts nothing.
 */
@Command(name = "check", description = "Checks a configuration and starts nothing.")
final class CheckCommand implements Callable<Integer> {

  @Option(names = "--config", paramLabel = "FILE", required = true)
  private @Nullable Path config;

  @Option(
      names = "--print",
      description = "Prints the policy as it was understood, without its secrets.")
  private boolean print;

  @Override
  public Integer call() {
    try {
      NodeSettings settings = NodeSettingsFile.read(Objects.requireNonNull(config));
      ConfigurationResult result = ConfigurationFile.load(settings.policy(), Clock.systemUTC());
      result.unused().forEach(lines -> System.out.println(settings.policy() + ":" + lines));
      PolicyFile.configuration(result);
      if (print && result instanceof ConfigurationResult.Loaded loaded) {
        System.out.print(loaded.printed());
      }
      System.out.println("The configuration is good.");
      return 0;
    } catch (NodeSettingsFile.UnusableSettings | StartFailure e) {
      System.err.println(e.getMessage());
      return Main.EXIT_CONFIGURATION;
    }
  }
}
