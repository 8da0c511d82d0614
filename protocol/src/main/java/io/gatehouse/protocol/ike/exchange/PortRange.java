package io.gatehouse.protocol.ike.exchange;

import io.gatehouse.protocol.ike.message.TrafficSelector;
import java.util.Optional;

/** Ports of a traffic selector, or ICMP type and code, which are compared in the same way. */
record PortRange(int start, int end) {

  static final PortRange ANY = new PortRange(0, 65535);

  /** Ports that cannot be seen, as in fragments. ANY contains it (RFC 4301 section 4.4.1.1). */
  static final PortRange OPAQUE = new PortRange(65535, 0);

  static PortRange of(TrafficSelector selector) {
    return new PortRange(selector.startPort(), selector.endPort());
  }

  Optional<PortRange> intersection(PortRange other) {
    if (equals(OPAQUE) || other.equals(OPAQUE)) {
      return includesOpaque() && other.includesOpaque() ? Optional.of(OPAQUE) : Optional.empty();
    }
    PortRange common = new PortRange(Math.max(start, other.start), Math.min(end, other.end));
    return common.start <= common.end ? Optional.of(common) : Optional.empty();
  }

  private boolean includesOpaque() {
    return equals(OPAQUE) || equals(ANY);
  }
}
