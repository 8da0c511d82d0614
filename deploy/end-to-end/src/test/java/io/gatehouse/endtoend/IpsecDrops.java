package io.gatehouse.endtoend;

import io.gatehouse.endtoend.lab.Namespace;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packets that the IPsec of a host's kernel has dropped, by its reasons
 * (Documentation/networking/xfrm_proc.rst).
 */
record IpsecDrops(Map<String, Long> counts) {
  IpsecDrops {
    counts = Map.copyOf(counts);
  }

  /** All so far. */
  static IpsecDrops on(Namespace host) {
    Map<String, Long> counts = new TreeMap<>();
    host.command("cat", "/proc/net/xfrm_stat")
        .run()
        .lines()
        .map(line -> line.split("\\s+", 2))
        .forEach(line -> counts.put(line[0], Long.valueOf(line[1].strip())));
    return new IpsecDrops(counts);
  }

  /** Those that came after {@code earlier}; no reason that did not come up. */
  Map<String, Long> since(IpsecDrops earlier) {
    Map<String, Long> grown = new TreeMap<>();
    counts.forEach(
        (reason, count) -> {
          long more = count - earlier.counts.getOrDefault(reason, 0L);
          if (more != 0) {
            grown.put(reason, more);
          }
        });
    return grown;
  }
}
