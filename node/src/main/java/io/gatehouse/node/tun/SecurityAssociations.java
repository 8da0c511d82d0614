package io.gatehouse.node.tun;

import io.gatehouse.node.route.Reachability;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The security association database (RFC 4301 section 4.4.2): inbound SAs by SPI, outbound SAs by
 * the address that a packet goes to. Look-ups take no lock.
 */
final class SecurityAssociations {

  private record Entry(InstalledSa sa, List<InnerAddress> insideAddresses) {}

  private final Reachability reachability;
  private final Map<Integer, Entry> bySpi = new ConcurrentHashMap<>();

  /** The newest first; last those that are not known to be at work on the client's side. */
  private final Map<InnerAddress, List<InstalledSa>> byAddress = new ConcurrentHashMap<>();

  SecurityAssociations(Reachability reachability) {
    this.reachability = reachability;
  }

  Optional<InstalledSa> inbound(int spi) {
    return Optional.ofNullable(bySpi.get(spi)).map(Entry::sa);
  }

  /** The first SA to the packet's destination whose selectors fit it. */
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
   * Adds an SA as the newest, or as the last while another is here that it replaces, and drops
   * another one that has had its SPI. An SA that is there already keeps its place and gets the new
   * addresses. Nothing changes when one of them cannot be reached.
   */
  synchronized void put(InstalledSa sa, List<InnerAddress> insideAddresses) {
    gain(insideAddresses.stream().filter(address -> !leadsTo(address)).toList());
    boolean waits = sa.replaces().stream().anyMatch(bySpi::containsKey);
    for (InnerAddress address : insideAddresses) {
      byAddress.merge(address, List.of(sa), (all, it) -> added(all, it, waits));
    }
    Entry before = bySpi.put(sa.inboundSpi(), new Entry(sa, List.copyOf(insideAddresses)));
    if (before != null) {
      boolean same = before.sa == sa;
      before.insideAddresses.stream()
          .filter(address -> !same || !insideAddresses.contains(address))
          .forEach(address -> detach(address, before.sa));
    }
  }

  /** The client sends through it: from now on packets to it go there as well. */
  synchronized void heard(InstalledSa sa) {
    Entry entry = bySpi.get(sa.inboundSpi());
    if (entry != null && entry.sa == sa) {
      entry.insideAddresses.forEach(
          address -> byAddress.computeIfPresent(address, (_, all) -> joined(List.of(sa), all)));
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

  private static List<InstalledSa> added(
      List<InstalledSa> all, List<InstalledSa> sa, boolean waits) {
    boolean stays = waits || all.containsAll(sa);
    return stays ? joined(all, sa) : joined(sa, all);
  }

  private static List<InstalledSa> joined(List<InstalledSa> first, List<InstalledSa> last) {
    return Stream.concat(first.stream(), last.stream()).distinct().toList();
  }

  /** Null makes the map drop the address. */
  private static @Nullable List<InstalledSa> without(List<InstalledSa> all, InstalledSa removed) {
    List<InstalledSa> left = all.stream().filter(sa -> sa != removed).toList();
    return left.isEmpty() ? null : left;
  }
}
