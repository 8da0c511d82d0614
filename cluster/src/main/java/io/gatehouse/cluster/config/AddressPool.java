package io.gatehouse.cluster.config;

import java.net.Inet4Address;
import java.util.List;

/** {@code ip local pool}: ranges that do not overlap, neither here nor in another pool. */
public record AddressPool(String name, List<Range> ranges) {
  public AddressPool {
    ranges = List.copyOf(ranges);
  }

  /** Both ends belong to the range. */
  public record Range(Inet4Address first, Inet4Address last) {}
}
