package io.gatehouse.node.tun;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The security association database (RFC 4301 section 4.4.2): inbound SAs by SPI, outbound SAs by
 * the address that a packet goes to. Look-ups take no lock.
 */
final class SecurityAssociations {

  private record Entry(InstalledSa sa, List<InnerAddress> insideAddresses) {}

  private final Map<Integer, Entry> bySpi = new ConcurrentHashMap<>();

  /** The newest first. */
  private final Map<InnerAddress, List<InstalledSa>> byAddress = new ConcurrentHashMap<>();

  Optional<InstalledSa> inbound(int spi) {
    return Optional.ofNullable(bySpi.get(spi)).map(Entry::sa);
  }

  /** The newest SA to the packet's destination whose selectors fit it. */
  Optional<InstalledSa> outbound(InnerPacket packet) {
    for (InstalledSa sa : byAddress.getOrDefault(packet.destination(), List.of())) {
      if (sa.fitsOutbound(packet)) {
        return Optional.of(sa);
      }
    }
    return Optional.empty();
  }

  /** Whether some SA leads to the address, whatever its selectors. */
  boolean leadsTo(InnerAddress destination) {
    return byAddress.containsKey(destination);
  }

  /**
   * Adds an SA as the newest, and drops another one that has had its SPI. An SA that is there
   * already keeps its place and gets the new addresses.
   */
  synchronized void put(InstalledSa sa, List<InnerAddress> insideAddresses) {
    Entry before = bySpi.put(sa.inboundSpi(), new Entry(sa, List.copyOf(insideAddresses)));
    if (before != null) {
      boolean same = before.sa == sa;
      before.insideAddresses.stream()
          .filter(address -> !same || !insideAddresses.contains(address))
          .forEach(address -> detach(address, before.sa));
    }
    for (InnerAddress address : insideAddresses) {
      byAddress.merge(address, List.of(sa), SecurityAssociations::joined);
    }
  }

  synchronized void remove(int spi) {
    Entry entry = bySpi.remove(spi);
    if (entry != null) {
      entry.insideAddresses.forEach(address -> detach(address, entry.sa));
    }
  }

  synchronized void clear() {
    bySpi.clear();
    byAddress.clear();
  }

  private void detach(InnerAddress address, InstalledSa sa) {
    byAddress.computeIfPresent(address, (at, all) -> without(all, sa));
  }

  private static List<InstalledSa> joined(List<InstalledSa> all, List<InstalledSa> added) {
    if (all.containsAll(added)) {
      return all;
    }
    List<InstalledSa> joined = new ArrayList<>(added);
    joined.addAll(all);
    return List.copyOf(joined);
  }

  /** Null makes the map drop the address. */
  private static @Nullable List<InstalledSa> without(List<InstalledSa> all, InstalledSa removed) {
    List<InstalledSa> left = all.stream().filter(sa -> sa != removed).toList();
    return left.isEmpty() ? null : left;
  }
}
