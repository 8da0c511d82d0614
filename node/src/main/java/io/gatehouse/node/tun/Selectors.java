package io.gatehouse.node.tun;

import io.gatehouse.protocol.ike.message.TrafficSelector;
import java.util.List;

/** The traffic selectors of one side of a CHILD SA: a packet must fit one (RFC 4301 section 5). */
final class Selectors {

  private static final int ANY_PROTOCOL = 0;
  private static final int HIGHEST_PORT = 65_535;

  private record Range(TrafficSelector selector, InnerAddress start, InnerAddress end) {

    boolean fits(InnerAddress address, int protocol, int port) {
      return (selector.protocol() == ANY_PROTOCOL || selector.protocol() == protocol)
          && start.compareTo(address) <= 0
          && address.compareTo(end) <= 0
          && fits(port);
    }

    /** A packet without ports fits ANY and OPAQUE only (RFC 4301 section 4.4.1.1). */
    private boolean fits(int port) {
      int first = selector.startPort();
      int last = selector.endPort();
      if (first == 0 && last == HIGHEST_PORT) {
        return true;
      }
      boolean opaque = first == HIGHEST_PORT && last == 0;
      return port == InnerPacket.NO_PORT ? opaque : first <= port && port <= last;
    }
  }

  private final List<Range> ranges;

  private Selectors(List<Range> ranges) {
    this.ranges = ranges;
  }

  static Selectors of(List<TrafficSelector> selectors) {
    return new Selectors(
        selectors.stream()
            .map(
                selector ->
                    new Range(
                        selector,
                        InnerAddress.of(selector.startAddress()),
                        InnerAddress.of(selector.endAddress())))
            .toList());
  }

  boolean fit(InnerAddress address, int protocol, int port) {
    for (Range range : ranges) {
      if (range.fits(address, protocol, port)) {
        return true;
      }
    }
    return false;
  }
}
