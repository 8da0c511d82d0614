package io.gatehouse.node.kernel;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.route.Reachability;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** To which inside addresses some CHILD SA leads. Not safe for several threads. */
final class ReachedAddresses {

  private final Reachability reachability;
  private final Map<Integer, Set<InetAddress>> bySa = new HashMap<>();
  private final Map<InetAddress, Integer> counts = new HashMap<>();

  ReachedAddresses(Reachability reachability) {
    this.reachability = reachability;
  }

  /**
   * A CHILD SA leads to these addresses and no others.
   *
   * @throws DataPlaneException when one of them cannot be reached; nothing has changed then
   */
  void put(int inboundSpi, List<InetAddress> addresses) {
    Set<InetAddress> now = new HashSet<>(addresses);
    gain(now.stream().filter(address -> !counts.containsKey(address)).toList());
    Set<InetAddress> before = bySa.getOrDefault(inboundSpi, Set.of());
    if (now.isEmpty()) {
      bySa.remove(inboundSpi);
    } else {
      bySa.put(inboundSpi, now);
    }
    now.forEach(address -> counts.merge(address, 1, Integer::sum));
    before.forEach(this::drop);
  }

  void remove(int inboundSpi) {
    put(inboundSpi, List.of());
  }

  private void gain(List<InetAddress> addresses) {
    List<InetAddress> gained = new ArrayList<>();
    try {
      for (InetAddress address : addresses) {
        reachability.gained(address);
        gained.add(address);
      }
    } catch (RuntimeException e) {
      gained.forEach(reachability::lost);
      throw e;
    }
  }

  private void drop(InetAddress address) {
    int left = counts.getOrDefault(address, 1) - 1;
    if (left == 0) {
      counts.remove(address);
      reachability.lost(address);
    } else {
      counts.put(address, left);
    }
  }

  Set<InetAddress> all() {
    return Set.copyOf(counts.keySet());
  }
}
