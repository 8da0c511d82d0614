package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import io.gatehouse.node.metrics.EventBudget;
import io.gatehouse.node.nftables.FilterEvent;
import io.gatehouse.protocol.ike.exchange.ChildSa;
import io.gatehouse.protocol.ike.exchange.Path;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ESP in the Linux kernel: packets never come to this process. A CHILD SA is two states and, for
 * each of the client's addresses, policies: packets to it go into the tunnel of its newest CHILD SA
 * whose selectors fit, and packets from it must have come out of one of its session's.
 */
public final class XfrmDataPlane implements DataPlane {

  private static final Logger LOG = LoggerFactory.getLogger(XfrmDataPlane.class);

  private static final Duration CLAIM_TIME = Duration.ofMinutes(1);
  private static final int FRESH_MILLIS = 1_000;
  private static final int SINGLE_READINGS_PER_SECOND = 2_000;

  private final KernelStates states;
  private final InboundSpis inboundSpis;
  private final SaDatabase database;
  private final KernelPoll poll;
  private final DataPlaneEvents events;
  private final Counters<KernelEvent> counters;
  private final Clock clock;
  private final boolean leaves;
  private final Runnable closing;
  private final EventBudget singleReadings =
      new EventBudget(SINGLE_READINGS_PER_SECOND, System.nanoTime());

  /**
   * @param leaves whether the kernel goes on with what is there when the plane is closed
   * @param closing ends everything that works for the plane
   */
  XfrmDataPlane(
      KernelStates states,
      InboundSpis inboundSpis,
      SaDatabase database,
      KernelPoll poll,
      DataPlaneEvents events,
      Counters<KernelEvent> counters,
      Clock clock,
      boolean leaves,
      Runnable closing) {
    this.states = states;
    this.inboundSpis = inboundSpis;
    this.database = database;
    this.poll = poll;
    this.events = events;
    this.counters = counters;
    this.clock = clock;
    this.leaves = leaves;
    this.closing = closing;
  }

  /**
   * Prepares the kernel, and takes over or removes what an earlier process has left there.
   *
   * @throws DataPlaneException when the kernel has no ESP, or this process no permission, with what
   *     to do about it
   */
  public static XfrmDataPlane open(XfrmSettings settings, KernelSite site, DataPlaneEvents events) {
    return new KernelPlaneParts(settings, site, events).open();
  }

  /**
   * An SA that is installed already goes on with its numbers, window and counters, unless it was
   * elsewhere since.
   */
  @Override
  public void install(ChildSa childSa, Path path, List<InetAddress> insideAddresses) {
    if (database.install(childSa, path, insideAddresses)) {
      events.rekeyDue(childSa.inboundSpi());
    }
  }

  @Override
  public void remove(int inboundSpi) {
    try {
      database.remove(inboundSpi);
    } catch (DataPlaneException e) {
      LOG.warn("{}", e.reason());
    }
  }

  /** The states of a client with another address are others, whose keys are used anew. */
  @Override
  public void move(int inboundSpi, Path path) {
    try {
      if (database.move(inboundSpi, path)) {
        events.rekeyDue(inboundSpi);
      }
    } catch (DataPlaneException e) {
      LOG.warn("a client that has moved has to begin anew: {}", e.reason());
    }
  }

  /** Whoever asks has it: it is no left-over of an earlier process. */
  @Override
  public OptionalInt outboundSpi(int inboundSpi) {
    Optional<InstalledSa> installed = database.find(inboundSpi);
    installed.ifPresent(InstalledSa::claim);
    return installed.stream().mapToInt(sa -> sa.pair().outboundSpi()).findFirst();
  }

  @Override
  public OptionalInt recoveries(int inboundSpi) {
    return database.find(inboundSpi).stream().mapToInt(sa -> sa.pair().recoveries()).findFirst();
  }

  @Override
  public void removeAll() {
    database.removeAll();
  }

  /**
   * All sessions have been woken: what an earlier process has left, and none of them asks for
   * within a minute, is removed.
   */
  public void sessionsAwake() {
    poll.later(this::removeUnclaimed, CLAIM_TIME);
  }

  void removeUnclaimed() {
    try {
      int removed = database.removeUnclaimed();
      if (removed > 0) {
        LOG.info("{} CHILD SAs in the kernel are no session's, and were removed", removed);
      }
    } catch (DataPlaneException e) {
      LOG.warn("{}", e.reason());
    }
  }

  /** As read within the last second, or at the last poll when many ask. */
  @Override
  public Traffic traffic(int inboundSpi) {
    return database.find(inboundSpi).map(this::traffic).orElse(Traffic.NONE);
  }

  private Traffic traffic(InstalledSa sa) {
    if (!sa.isReadSince(clock.millis() - FRESH_MILLIS) && singleReadings.take(System.nanoTime())) {
      read(sa);
    }
    return sa.traffic();
  }

  private void read(InstalledSa sa) {
    try {
      sa.read(states, clock.millis());
    } catch (DataPlaneException e) {
      LOG.debug("what was read before counts: {}", e.reason());
    }
  }

  /** What has happened in the kernel since the start. */
  public Map<KernelEvent, Long> counters() {
    return counters.snapshot();
  }

  /** What the packet filter has seen since the start; nothing when there is none. */
  public Map<FilterEvent, Long> filterEvents() {
    return inboundSpis.events();
  }

  /** Of a node that is alone the kernel goes on with the CHILD SAs until the next start. */
  @Override
  public void close() {
    try {
      if (!leaves) {
        database.removeAll();
      }
    } catch (DataPlaneException e) {
      LOG.warn("{}", e.reason());
    } finally {
      closing.run();
    }
  }
}
