package io.gatehouse.benchmark.overload;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.node.BenchmarkNode;
import io.gatehouse.benchmark.node.NodePlan;
import io.gatehouse.benchmark.node.Pki;
import io.gatehouse.benchmark.node.Placement;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.endtoend.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Offers more than the headend can do, by clients that begin whether it keeps up or not, and that
 * send again what is not answered.
 *
 * <p>The headend has one processor for itself and the clients another: together on both, clients
 * that take more time than the headend would slow it down by themselves. AnyConnect with an RSA
 * certificate is offered, because there a client computes much less than the headend.
 *
 * @param rounds of a peak and an overload each
 * @param warmUp sessions that come and go first, and with each program of clients again
 * @param peakSessions by which the peak is measured, as many at a time as {@code parallel} says
 * @param factor of the peak that is offered
 * @param window for which it is offered
 */
public record OverloadSet(
    int rounds, int warmUp, int peakSessions, int parallel, double factor, Duration window)
    implements BenchmarkSet {

  static final int HEADEND_PROCESSOR = 0;
  static final int CLIENT_PROCESSOR = 1;

  /** Sessions in a second with an RSA-2048 signature each, which no single processor reaches. */
  private static final int HIGHEST_PEAK = 800;

  public static OverloadSet usual() {
    return new OverloadSet(2, 3000, 2000, 64, 2, Duration.ofSeconds(10));
  }

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public Section run(Path files) {
    List<Measurement> all = new ArrayList<>();
    try (Lab lab = Lab.open(files, 1);
        BenchmarkNode node =
            BenchmarkNode.start(
                lab.headend(),
                NodePlan.of(Pki.create())
                    .at(Placement.onProcessor(HEADEND_PROCESSOR))
                    .withUsers(Math.max(warmUp, users())))) {
      OfferedLoad load = new OfferedLoad(this, lab, node);
      load.warmUp();
      OverloadFigures figures = new OverloadFigures();
      for (int round = 1; round <= rounds; round++) {
        figures.add(load.round(round));
      }
      all.addAll(figures.measurements("AnyConnect, RSA-2048, at " + factor + " x the peak"));
    }
    return new Section(name(), conditions(), Optional.empty(), all);
  }

  /** Every client that is offered has a name of its own. */
  private int users() {
    return (int) (factor * HIGHEST_PEAK * window.toSeconds());
  }

  private String conditions() {
    return """
    The headend on one processor, all clients on another; AnyConnect with RSA-2048 and X25519, local users, no data \
    plane, H2. Warm-up %d sessions, by each program of clients again; peak by %d sessions, %d at a time; then %.1f x the peak open loop for %d s, \
    retransmitting after 2 s, 4 s, 8 s; %d established clients probe every second meanwhile. %d rounds.\
    """
        .formatted(
            warmUp,
            peakSessions,
            parallel,
            factor,
            window.toSeconds(),
            OfferedLoad.ESTABLISHED,
            rounds);
  }
}
