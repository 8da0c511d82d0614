package io.gatehouse.benchmark.overload;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.benchmark.node.BenchmarkNode;
import io.gatehouse.benchmark.node.Load;
import io.gatehouse.benchmark.node.LoadProcess;
import io.gatehouse.benchmark.node.Placement;
import io.gatehouse.endtoend.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The clients of one node: those that are established, and those that come. */
record OfferedLoad(OverloadSet settings, Lab lab, BenchmarkNode node) {

  /** Clients that are established throughout. */
  static final int ESTABLISHED = 200;

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** Before it: the first seconds of the established clients' own program are slow. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  /** For what takes longer than it did a moment ago. */
  private static final double MARGIN = 1.5;

  private static final int DRAINING_SECONDS = 4;

  void warmUp() {
    try (LoadProcess clients =
        comers("warm-up", "--clients", settings.warmUp(), "--parallel", settings.parallel())) {
      clients.report(LIMIT);
    }
  }

  OverloadRound round(int number) {
    Peak peak = peak(number);
    Path log = lab.client(1).directory().resolve("dpd-" + number + ".log");
    try (LoadProcess established = established(number, peak.warmUp(), log)) {
      established.awaitHolding(LIMIT);
      LockSupport.parkNanos(SETTLING.toNanos());
      Instant quiet = Instant.now();
      LockSupport.parkNanos(QUIET.toNanos());
      Instant quietEnd = Instant.now();
      Offer offer = offer(number, peak.sessionsPerSecond());
      JsonNode dpd = established.report(LIMIT);
      return new OverloadRound(
          peak.sessionsPerSecond(),
          offer.report(),
          dpd,
          ProbeLatencies.between(log, quiet, quietEnd),
          ProbeLatencies.between(log, offer.begin(), offer.end()));
    }
  }

  /**
   * What the headend does when clients wait for it.
   *
   * @param warmUp how long the clients' program took before
   */
  private record Peak(double sessionsPerSecond, Duration warmUp) {}

  private Peak peak(int round) {
    Instant begin = Instant.now();
    try (LoadProcess clients =
        comers(
            "peak-" + round,
            "--warm-up",
            settings.warmUp(),
            "--clients",
            settings.peakSessions(),
            "--parallel",
            settings.parallel())) {
      clients.awaitWarm(LIMIT);
      Duration warmUp = Duration.between(begin, Instant.now());
      return new Peak(clients.report(LIMIT).get("sessionsPerSecond").asDouble(), warmUp);
    }
  }

  /** What was offered from {@code begin} to {@code end}, and what came of it. */
  private record Offer(Instant begin, Instant end, JsonNode report) {}

  private Offer offer(int round, double peak) {
    double rate = peak * settings.factor();
    int clients = (int) (rate * settings.window().toSeconds());
    try (LoadProcess offered =
        comers(
            "overload-" + round,
            "--warm-up",
            settings.warmUp(),
            "--clients",
            clients,
            "--rate",
            rate,
            "--within",
            settings.window().toSeconds() + DRAINING_SECONDS)) {
      offered.awaitWarm(LIMIT);
      Instant begin = Instant.now();
      JsonNode report = offered.report(LIMIT);
      return new Offer(begin, begin.plus(settings.window()), report);
    }
  }

  private LoadProcess comers(String title, Object... options) {
    return Load.anyConnect(node)
        .with(options)
        .start(lab.client(1), title, Placement.onProcessor(OverloadSet.CLIENT_PROCESSOR));
  }

  /** Long enough for all of a round, and then they leave. */
  private LoadProcess established(int round, Duration warmUp, Path log) {
    double seconds =
        SETTLING.plus(QUIET).plus(settings.window()).toSeconds()
            + DRAINING_SECONDS
            + MARGIN * warmUp.toSeconds();
    return Load.preSharedKey("established")
        .with("--clients", ESTABLISHED, "--hold", (int) Math.ceil(seconds))
        .with("--dpd", 1, "--dpd-log", log)
        .start(
            lab.client(1),
            "established-" + round,
            Placement.preferredOnProcessor(OverloadSet.CLIENT_PROCESSOR));
  }
}
