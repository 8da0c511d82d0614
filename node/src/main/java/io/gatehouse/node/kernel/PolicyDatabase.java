package io.gatehouse.node.kernel;

import io.gatehouse.node.netlink.NetlinkRequest;
import io.gatehouse.node.xfrm.PolicyMessage;
import io.gatehouse.node.xfrm.XfrmPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policies of all CHILD SAs (RFC 4301 section 4.4.1). The kernel has one for each selector:
 * that of the newest CHILD SA; when it goes, that of the one before takes its place. Not safe for
 * several threads.
 */
final class PolicyDatabase {

  private record Entry(int inboundSpi, XfrmPolicy policy) {}

  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparingInt(entry -> entry.policy.priority());

  private final Map<XfrmPolicy.Key, List<Entry>> entries = new HashMap<>();
  private final Map<Integer, List<XfrmPolicy>> bySa = new HashMap<>();
  private final Map<XfrmPolicy.Key, Long> changedAt = new HashMap<>();
  private long version;

  /**
   * Gives a CHILD SA these policies and no others.
   *
   * @return what the kernel has to be asked for
   */
  List<NetlinkRequest> put(int inboundSpi, List<XfrmPolicy> policies) {
    Map<XfrmPolicy.Key, Optional<XfrmPolicy>> before = new HashMap<>();
    for (XfrmPolicy policy : bySa.getOrDefault(inboundSpi, List.of())) {
      before.putIfAbsent(policy.key(), wanted(policy.key()));
      take(inboundSpi, policy.key());
    }
    for (XfrmPolicy policy : policies) {
      before.putIfAbsent(policy.key(), wanted(policy.key()));
      List<Entry> all = entries.computeIfAbsent(policy.key(), _ -> new ArrayList<>());
      all.add(new Entry(inboundSpi, policy));
      all.sort(NEWEST_FIRST);
    }
    if (policies.isEmpty()) {
      bySa.remove(inboundSpi);
    } else {
      bySa.put(inboundSpi, List.copyOf(policies));
    }
    version++;
    List<NetlinkRequest> changes = new ArrayList<>();
    before.forEach((key, old) -> change(key, old).ifPresent(changes::add));
    return changes;
  }

  /** As {@link #put} with no policies. */
  List<NetlinkRequest> remove(int inboundSpi) {
    return put(inboundSpi, List.of());
  }

  private void take(int inboundSpi, XfrmPolicy.Key key) {
    List<Entry> left = new ArrayList<>(entries.getOrDefault(key, List.of()));
    left.removeIf(entry -> entry.inboundSpi == inboundSpi);
    if (left.isEmpty()) {
      entries.remove(key);
    } else {
      entries.put(key, left);
    }
  }

  private Optional<NetlinkRequest> change(XfrmPolicy.Key key, Optional<XfrmPolicy> before) {
    Optional<XfrmPolicy> now = wanted(key);
    if (now.equals(before)) {
      return Optional.empty();
    }
    if (now.isPresent()) {
      changedAt.put(key, version);
    } else {
      changedAt.remove(key);
    }
    return Optional.of(now.map(PolicyMessage::put).orElseGet(() -> PolicyMessage.delete(key)));
  }

  /** The policy that the kernel should have. */
  private Optional<XfrmPolicy> wanted(XfrmPolicy.Key key) {
    List<Entry> all = entries.getOrDefault(key, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst().policy);
  }

  /** Grows with each change. */
  long version() {
    return version;
  }

  /**
   * What makes the kernel's policies the wanted ones.
   *
   * @param found those of this plane that the kernel had
   * @param since the version before they were listed: what has changed after it is left alone
   */
  List<NetlinkRequest> repairs(Collection<XfrmPolicy> found, long since) {
    List<NetlinkRequest> repairs = new ArrayList<>();
    Set<XfrmPolicy> there = new HashSet<>(found);
    for (XfrmPolicy policy : found) {
      if (wanted(policy.key()).isEmpty()) {
        repairs.add(PolicyMessage.delete(policy.key()));
      }
    }
    for (XfrmPolicy.Key key : entries.keySet()) {
      wanted(key)
          .filter(policy -> !there.contains(policy))
          .filter(_ -> changedAt.getOrDefault(key, 0L) <= since)
          .ifPresent(policy -> repairs.add(PolicyMessage.put(policy)));
    }
    return repairs;
  }
}
