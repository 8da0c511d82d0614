package io.gatehouse.benchmark.idle;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.node.BenchmarkNode;
import io.gatehouse.benchmark.node.Load;
import io.gatehouse.benchmark.node.LoadProcess;
import io.gatehouse.benchmark.node.NodePlan;
import io.gatehouse.benchmark.node.Pki;
import io.gatehouse.benchmark.node.Placement;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.endtoend.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sessions that are held and do nothing but answer dead peer detection: memory, processor time, and
 * how long the node takes to serve them again after it was killed.
 *
 * @param held how many sessions
 * @param warmUp sessions that come and go before
 * @param window how long the node is watched
 * @param probing how often the headend probes each client
 */
public record IdleSet(int held, int warmUp, Duration window, Duration probing)
    implements BenchmarkSet {

  private static final String GATEHOUSE = "Gatehouse";
  private static final int PARALLEL = 64;

  /** Sessions that any machine sets up in a second. */
  private static final int SLOWEST_RATE = 50;

  private static final Duration USUAL_WINDOW = Duration.ofSeconds(20);
  private static final Duration USUAL_PROBING = Duration.ofSeconds(20);
  private static final Duration ALL_BACK_LIMIT = Duration.ofMinutes(5);
  private static final int USUAL_HELD = 10_000;
  private static final int USUAL_WARM_UP = 3000;

  public static IdleSet usual() {
    return holding(USUAL_HELD);
  }

  public static IdleSet holding(int held) {
    return new IdleSet(held, USUAL_WARM_UP, USUAL_WINDOW, USUAL_PROBING);
  }

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public Section run(Path files) {
    try (Lab lab = Lab.open(files, 1);
        BenchmarkNode node = start(lab)) {
      List<Measurement> measurements = new ArrayList<>();
      Footprint before = footprint(lab, node);
      try (LoadProcess clients = hold(lab)) {
        clients.awaitHolding(setUpLimit());
        measurements.addAll(memory(before, Footprint.of(node)));
        measurements.addAll(dpd(new IdleWindow(node, probing, window).watch()));
        measurements.addAll(restart(new Resurrection(node, held, ALL_BACK_LIMIT).watch()));
        clients.vanish();
      }
      return new Section(name(), conditions(), Optional.empty(), measurements);
    }
  }

  private BenchmarkNode start(Lab lab) {
    String dpd = "crypto ikev2 dpd " + probing.toSeconds() + " 5 periodic";
    return BenchmarkNode.start(lab.headend(), NodePlan.of(Pki.create()).withPolicy(dpd));
  }

  /** What a node that has worked takes without a session. */
  private Footprint footprint(Lab lab, BenchmarkNode node) {
    try (LoadProcess warming =
        Load.preSharedKey("warm")
            .with("--clients", warmUp, "--parallel", PARALLEL)
            .start(lab.client(1), "warm-up", Placement.anywhere())) {
      warming.report(setUpLimit());
    }
    return Footprint.of(node);
  }

  private LoadProcess hold(Lab lab) {
    long atMost = setUpLimit().plus(probing).plus(window).plus(ALL_BACK_LIMIT).toSeconds();
    return Load.preSharedKey("user")
        .with("--clients", held, "--parallel", PARALLEL)
        .with("--within", setUpLimit().toSeconds(), "--hold", atMost, "--vanish")
        .start(lab.client(1), "clients", Placement.anywhere());
  }

  private Duration setUpLimit() {
    return Duration.ofSeconds(60 + (long) Math.max(held, warmUp) / SLOWEST_RATE);
  }

  private List<Measurement> memory(Footprint before, Footprint after) {
    return List.of(
        measured(Quantity.HEAP_PER_SESSION, after.heapSince(before) / held),
        measured(Quantity.RESIDENT_PER_SESSION, after.residentSince(before) / held));
  }

  private List<Measurement> dpd(IdleWindow.Watched watched) {
    return List.of(
        measured(Quantity.DPD_PER_SECOND, watched.exchangesPerSecond()),
        measured(Quantity.IDLE_CPU, watched.processorShare()),
        measured(Quantity.SERVER_CPU_PER_DPD, watched.millisecondsPerExchange()));
  }

  private List<Measurement> restart(Resurrection.Watched watched) {
    return List.of(
        measured(Quantity.RESTART_TO_SERVING, watched.serving()),
        measured(Quantity.RESTART_TO_ALL_SESSIONS, watched.all()),
        measured(Quantity.RESTART_CPU, watched.processorTime()),
        measured(Quantity.SESSIONS_LOST, (double) (held - watched.established())));
  }

  private Measurement measured(Quantity quantity, double value) {
    return new Measurement(held + " sessions", GATEHOUSE, quantity, List.of(value));
  }

  private String conditions() {
    return """
    %d sessions with PSK and X25519 on one node without a data plane, in H2, after %d that came and went; \
    the headend probes each client every %d s, watched for %d s; then kill -9 and a start. One round.\
    """
        .formatted(held, warmUp, probing.toSeconds(), window.toSeconds());
  }
}
