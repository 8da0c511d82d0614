package io.gatehouse.client.command;

import io.gatehouse.client.load.LoadPlan;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many clients, and how fast. */
final class LoadOptions {

  @Option(
      names = "--clients",
      required = true,
      description = "How many clients connect, once each.")
  int clients;

  @Option(
      names = "--parallel",
      defaultValue = "32",
      description = "How many connect or leave at the same time. Default: ${DEFAULT-VALUE}")
  int parallel;

  @Option(
      names = "--rate",
      paramLabel = "PER-SECOND",
      description = "How many begin in a second at the most. Default: as many as --parallel lets.")
  @Nullable Double rate;

  @Option(
      names = "--hold",
      paramLabel = "SECONDS",
      description = {
        "All stay so long after the last one has connected.",
        "Without it, each client leaves as soon as it is connected."
      })
  @Nullable Integer hold;

  @Option(
      names = "--vanish",
      description = "After --hold, fall silent instead of deleting the IKE SAs.")
  boolean vanish;

  @Option(
      names = "--within",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description = "How long all may take, beside --hold. Default: ${DEFAULT-VALUE}")
  int within;

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  LoadPlan plan() {
    return new LoadPlan(
        clients,
        parallel,
        Optional.ofNullable(rate).orElse(Double.POSITIVE_INFINITY),
        Optional.ofNullable(hold).map(Duration::ofSeconds),
        vanish,
        Duration.ofSeconds(within));
  }
}
