package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.cluster.dataplane.DataPlaneEvents;
import io.gatehouse.node.nftables.FilterEvent;
import io.gatehouse.node.nftables.PacketFilter;
import io.gatehouse.node.nftables.PacketFilterSettings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the packet filter, if there is one, which inbound SPIs have a state: packets with others
 * are told.
 */
final class InboundSpis implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InboundSpis.class);

  private final Optional<PacketFilter> filter;
  private final boolean stays;

  private InboundSpis(Optional<PacketFilter> filter, boolean stays) {
    this.filter = filter;
    this.stays = stays;
  }

  /**
   * @param settings empty for no filter
   * @param known have a state already
   * @param stays whether the filter is to outlive this process, as the states do
   * @throws DataPlaneException when the kernel cannot filter so
   */
  static InboundSpis open(
      Optional<PacketFilterSettings> settings,
      Collection<Integer> known,
      DataPlaneEvents events,
      boolean stays) {
    return new InboundSpis(
        settings.map(filtered -> PacketFilter.open(filtered, known, events)), stays);
  }

  /**
   * @throws DataPlaneException when the filter refuses
   */
  void known(int spi) {
    filter.ifPresent(f -> f.known(spi));
  }

  void forgotten(int spi) {
    try {
      filter.ifPresent(f -> f.forgotten(spi));
    } catch (DataPlaneException e) {
      LOG.warn("{}", e.reason());
    }
  }

  Map<FilterEvent, Long> events() {
    return filter.map(PacketFilter::events).orElseGet(Map::of);
  }

  @Override
  public void close() {
    filter.ifPresent(
        f -> {
          if (stays) {
            f.release();
          } else {
            f.close();
          }
        });
  }
}
