package io.gatehouse.node.tun;

import io.gatehouse.node.route.Reachability;
import java.net.InetAddress;
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

  private final Reachability reachability;
  private final Map<Integer, Entry> bySpi = new ConcurrentHashMap<>();

  /** The newest first. */
  private final Map<InnerAddress, List<InstalledSa>> byAddress = new ConcurrentHashMap<>();

  SecurityAssociations(Reachability reachability) {
    this.reachability = reachability;
  }

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
   * already keeps its place and gets the new addresses. Nothing changes when one of them cannot be
   * reached.
   */
  synchronized void put(InstalledSa sa, List<InnerAddress> insideAddresses) {
    gain(insideAddresses.stream().filter(address -> !leadsTo(address)).toList());
    for (InnerAddress address : insideAddresses) {
      byAddress.merge(address, List.of(sa), SecurityAssociations::joined);
    }
    Entry before = bySpi.put(sa.inboundSpi(), new Entry(sa, List.copyOf(insideAddresses)));
    if (before != null) {
      boolean same = before.sa == sa;
      before.insideAddresses.stream()
          .filter(address -> !same || !insideAddresses.contains(address))
          .forEach(address -> detach(address, before.sa));
    }
  }

  private void gain(List<InnerAddress> addresses) {
    List<InetAddress> gained = new ArrayList<>();
    try {
      for (InnerAddress address : addresses) {
        reachability.gained(address.inetAddress());
        gained.add(address.inetAddress());
      }
    } catch (RuntimeException e) {
      gained.forEach(reachability::lost);
      throw e;
    }
  }

  synchronized void remove(int spi) {
    Entry entry = bySpi.remove(spi);
    if (entry != null) {
      entry.insideAddresses.forEach(address -> detach(address, entry.sa));
    }
  }

  synchronized void removeAll() {
    List.copyOf(bySpi.keySet()).forEach(this::remove);
  }

  /** Forgets all; nothing is said about reachability, which ends as a whole. */
  synchronized void clear() {
    bySpi.clear();
    byAddress.clear();
  }

  private void detach(InnerAddress address, InstalledSa sa) {
    byAddress.computeIfPresent(address, (at, all) -> without(all, sa));
    if (!leadsTo(address)) {
      reachability.lost(address.inetAddress());
    }
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
