package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.netlink.NetlinkException;
import io.gatehouse.node.xfrm.EspState;
import io.gatehouse.node.xfrm.SaId;
import io.gatehouse.node.xfrm.XfrmPolicy;
import io.gatehouse.node.xfrm.XfrmSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists what the kernel has, again and again: for the counters of all CHILD SAs at once, and to put
 * right what somebody else has changed. It has a socket of its own, for a listing takes a while.
 */
final class KernelPoll {

  private static final Logger LOG = LoggerFactory.getLogger(KernelPoll.class);

  private static final int CLOSE_SECONDS = 5;

  private final XfrmSocket socket;
  private final Tags tags;
  private final SaDatabase database;
  private final SaLimits limits;
  private final DataPlaneEvents events;
  private final Counters<KernelEvent> counters;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("xfrm-poll").factory());

  KernelPoll(
      XfrmSocket socket,
      Tags tags,
      SaDatabase database,
      SaLimits limits,
      DataPlaneEvents events,
      Counters<KernelEvent> counters,
      Clock clock) {
    this.socket = socket;
    this.tags = tags;
    this.database = database;
    this.limits = limits;
    this.events = events;
    this.counters = counters;
    this.clock = clock;
  }

  void start(Duration interval) {
    var _ =
        thread.scheduleWithFixedDelay(
            this::poll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One more time, soon. */
  void now() {
    try {
      thread.execute(this::poll);
    } catch (RejectedExecutionException closing) {
      LOG.debug("the plane is closed", closing);
    }
  }

  /** Does something else on the same thread, after a while. */
  void later(Runnable task, Duration delay) {
    try {
      var _ = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      LOG.debug("the plane is closed", closing);
    }
  }

  private void poll() {
    try {
      List<EspState> states = socket.states();
      read(states);
      long version = database.policyVersion();
      repair(states, socket.policies(), version);
    } catch (NetlinkException | DataPlaneException e) {
      LOG.warn("the kernel's ESP states could not be compared: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("the kernel's ESP states could not be compared", e);
    }
  }

  private void read(List<EspState> states) {
    Map<SaId, EspState> byId = new HashMap<>();
    states.forEach(state -> byId.put(state.id(), state));
    long now = clock.millis();
    for (InstalledSa sa : database.all()) {
      EspState inbound = byId.get(sa.pair().inbound().id());
      EspState outbound = byId.get(sa.pair().outbound().id());
      if (outbound != null) {
        sa.readOutbound(Reading.of(outbound));
      }
      if (inbound != null) {
        sa.readInbound(Reading.of(inbound), now);
        if (sa.pair().waits() && inbound.usage().packets() > 0) {
          database.heard(sa);
        }
      }
      if (sa.isWorn()) {
        limits.soft(sa);
      }
    }
  }

  private void repair(List<EspState> states, List<XfrmPolicy> policies, long version) {
    Set<SaId> found = states.stream().map(EspState::id).collect(Collectors.toSet());
    List<Integer> repaired = database.repairStates(found);
    int strangers =
        database.removeStrangers(states.stream().filter(tags::isOurs).map(EspState::id).toList());
    int changed = database.repairPolicies(policies.stream().filter(tags::isOurs).toList(), version);
    int all = repaired.size() + strangers + changed;
    if (all > 0) {
      counters.count(KernelEvent.REPAIRED, all);
      LOG.warn(
          "somebody has changed this node's IPsec in the kernel: {} CHILD SAs were repaired, {}"
              + " states removed, {} policies set",
          repaired.size(),
          strangers,
          changed);
    }
    repaired.forEach(events::rekeyDue);
  }

  /** Waits until nothing is listed any more. */
  void close() {
    var _ = thread.shutdownNow();
    try {
      boolean _ = thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
