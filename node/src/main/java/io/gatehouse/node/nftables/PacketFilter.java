package io.gatehouse.node.nftables;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.metrics.Counters;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kernel's ESP asks of the packet filter, as the nftables table "inet gatehouse":
 *
 * <ul>
 *   <li>ESP in UDP whose SPI has no state is told, at a bounded rate, and dropped;
 *   <li>clients do not reach one another, where the settings say so;
 *   <li>TCP to and from clients is told how much fits into a packet;
 *   <li>a packet from a client's address that did not come through a tunnel is dropped.
 * </ul>
 *
 * <p>The table takes the place of an earlier one in one step. If others remove it, it is put back.
 * Safe for several threads.
 */
public final class PacketFilter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PacketFilter.class);

  private static final int SECONDS_BETWEEN_LOOKS = 10;

  private final NftTable table;
  private final KnownSpis knownSpis;
  private final UnknownSpiTrap trap;
  private final Counters<FilterEvent> counters;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("nftables").factory());

  private PacketFilter(
      NftTable table, KnownSpis knownSpis, UnknownSpiTrap trap, Counters<FilterEvent> counters) {
    this.table = table;
    this.knownSpis = knownSpis;
    this.trap = trap;
    this.counters = counters;
  }

  /**
   * Makes the table, and begins to tell.
   *
   * @param known inbound SPIs that have a state already
   * @param events is told of unknown SPIs, on a thread of the filter's own
   * @throws DataPlaneException when nft(8), the kernel's support or the permission is missing, with
   *     what it is; nothing is left behind
   */
  public static PacketFilter open(
      PacketFilterSettings settings, Collection<Integer> known, DataPlaneEvents events) {
    NftTable table = NftTable.prepare(settings, NftCommand.installed());
    try {
      Counters<FilterEvent> counters = new Counters<>(FilterEvent.class);
      // Before the table logs anything.
      UnknownSpiTrap trap = UnknownSpiTrap.open(settings.headend(), events, counters);
      PacketFilter filter = new PacketFilter(table, new KnownSpis(table, known), trap, counters);
      filter.start(known);
      return filter;
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  private void start(Collection<Integer> known) {
    try {
      table.install(known);
    } catch (RuntimeException e) {
      release();
      throw e;
    }
    var _ =
        watch.scheduleWithFixedDelay(
            this::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  void look() {
    try {
      knownSpis.requireTable();
    } catch (RuntimeException e) {
      LOG.error("the packet filter is not there, and is tried again: {}", e.getMessage());
    }
  }

  /**
   * The SPI has a state now: its packets are the kernel's business. In effect on return.
   *
   * @throws DataPlaneException when the kernel refuses
   */
  public void known(int spi) {
    known(List.of(spi));
  }

  /**
   * The same for many, in a few system calls.
   *
   * @throws DataPlaneException when the kernel refuses
   */
  public void known(Collection<Integer> spis) {
    knownSpis.add(spis);
  }

  /**
   * The SPI has no state any more: its packets are told. Nothing happens when it was not known.
   *
   * @throws DataPlaneException when the kernel refuses
   */
  public void forgotten(int spi) {
    forgotten(List.of(spi));
  }

  /**
   * The same for many, in a few system calls.
   *
   * @throws DataPlaneException when the kernel refuses
   */
  public void forgotten(Collection<Integer> spis) {
    knownSpis.remove(spis);
  }

  /** What was told and lost since the start. */
  public Map<FilterEvent, Long> events() {
    return counters.snapshot();
  }

  /**
   * Lets go of the table and leaves it in place, for states that outlive the process: packets with
   * unknown SPIs are dropped untold until the next process comes.
   */
  public void release() {
    watch.shutdownNow();
    trap.close();
    table.close();
  }

  /** Removes the table. */
  @Override
  public void close() {
    watch.shutdownNow();
    table.remove();
    release();
  }
}
