package io.gatehouse.client.command;

import io.gatehouse.client.load.LoadPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many clients, and how fast. */
final class LoadOptions {

  private static final int USUAL_PARALLEL = 32;

  @Option(
      names = "--clients",
      required = true,
      description = "How many clients connect, once each.")
  int clients;

  @Option(
      names = "--parallel",
      description = {
        "How many connect or leave at the same time.",
        "Default: 32, and with --rate all, whether the headend keeps up or not."
      })
  @Nullable Integer parallel;

  @Option(
      names = "--rate",
      paramLabel = "PER-SECOND",
      description = "How many begin, or leave after --hold, in a second at the most.")
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
      names = "--dpd",
      paramLabel = "SECONDS",
      description = "How often each sends a dead peer detection of its own during --hold.")
  @Nullable Double dpd;

  @Option(
      names = "--dpd-log",
      paramLabel = "FILE",
      description = {
        "Writes a line for each answer to such a request: when it was sent, in milliseconds since",
        "1970, and after how many microseconds it was answered."
      })
  @Nullable Path dpdLog;

  @Option(
      names = "--warm-up",
      defaultValue = "0",
      paramLabel = "CLIENTS",
      description = "So many come and go before, 32 at a time, and count in no figure.")
  int warmUp;

  @Option(
      names = "--within",
      defaultValue = "600",
      paramLabel = "SECONDS",
      description = "How long all may take, beside --warm-up and --hold. Default: ${DEFAULT-VALUE}")
  int within;

  /**
   * @throws IllegalArgumentException with what is wrong
   */
  LoadPlan plan() {
    return new LoadPlan(
        clients,
        Optional.ofNullable(parallel).orElse(rate == null ? USUAL_PARALLEL : clients),
        Optional.ofNullable(rate).orElse(Double.POSITIVE_INFINITY),
        Optional.ofNullable(hold).map(Duration::ofSeconds),
        Optional.ofNullable(dpd).map(seconds -> Duration.ofMillis(Math.round(seconds * 1000))),
        vanish,
        Duration.ofSeconds(within));
  }
}
