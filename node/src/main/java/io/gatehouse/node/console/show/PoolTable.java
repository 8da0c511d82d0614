package io.gatehouse.node.console.show;

import io.gatehouse.cluster.config.AddressPool;
import io.gatehouse.cluster.config.Configuration;
import io.gatehouse.cluster.config.language.AddressText;
import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code show ip local pool}, in the layout of IOS. What is in use is of the whole pool and of the
 * whole cluster, and stands in the first line of a pool that has several ranges.
 */
public final class PoolTable {

  private static final String ROW = " %-24s %-16s %-16s %6s %6s %7s\n";

  private PoolTable() {}

  /**
   * Lines that each end with {@code \n}.
   *
   * @param leases by the name of the pool
   * @param name of the only pool that is shown; all when empty
   */
  public static String show(
      Configuration configuration, Map<String, Long> leases, Optional<String> name) {
    StringBuilder text =
        new StringBuilder(ROW.formatted("Pool", "Begin", "End", "Free", "In use", "Blocked"));
    new TreeMap<>(configuration.pools())
        .values().stream()
            .filter(pool -> name.isEmpty() || pool.name().equals(name.get()))
            .forEach(pool -> pool(text, pool, leases.getOrDefault(pool.name(), 0L)));
    return text.toString();
  }

  private static void pool(StringBuilder text, AddressPool pool, long used) {
    long all = pool.ranges().stream().mapToLong(PoolTable::size).sum();
    List<AddressPool.Range> ranges = pool.ranges();
    for (int i = 0; i < ranges.size(); i++) {
      boolean first = i == 0;
      text.append(
          ROW.formatted(
              first ? pool.name() : "",
              ranges.get(i).first().getHostAddress(),
              ranges.get(i).last().getHostAddress(),
              first ? String.valueOf(Math.max(0, all - used)) : "",
              first ? String.valueOf(used) : "",
              first ? "0" : ""));
    }
  }

  private static long size(AddressPool.Range range) {
    return number(range.last()) - number(range.first()) + 1;
  }

  private static long number(Inet4Address address) {
    return Integer.toUnsignedLong(AddressText.bits(address));
  }
}
