package io.gatehouse.node.nftables;

import io.gatehouse.cluster.dataplane.DataPlane.DataPlaneException;
import io.gatehouse.node.netlink.NetlinkRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of the table's set of SPIs. Each change is in effect when the call returns. A table
 * that others have removed, as "nft flush ruleset" does, is put back. Safe for several threads.
 */
final class KnownSpis {

  private static final Logger LOG = LoggerFactory.getLogger(KnownSpis.class);

  /** Elements of one transaction: 16 octets each, in a request of 64 KiB at the most. */
  private static final int LARGEST_TRANSACTION = 2_000;

  private final NftTable table;
  private final Set<Integer> members;

  /**
   * @param members that the table was made with
   */
  KnownSpis(NftTable table, Collection<Integer> members) {
    this.table = table;
    this.members = new HashSet<>(members);
  }

  /**
   * @throws DataPlaneException when the kernel refuses
   */
  synchronized void add(Collection<Integer> spis) {
    List<Integer> added = spis.stream().filter(members::add).toList();
    change(added, NetfilterRequest::addSpis);
  }

  /**
   * @throws DataPlaneException when the kernel refuses
   */
  synchronized void remove(Collection<Integer> spis) {
    List<Integer> removed = spis.stream().filter(members::remove).toList();
    change(removed, NetfilterRequest::removeSpis);
  }

  private void change(List<Integer> spis, Function<Collection<Integer>, NetlinkRequest> request) {
    for (int from = 0; from < spis.size(); from += LARGEST_TRANSACTION) {
      int to = Math.min(spis.size(), from + LARGEST_TRANSACTION);
      Optional<String> failure = table.change(request.apply(spis.subList(from, to)));
      if (failure.isPresent()) {
        // With all members, so that the rest of the change is in it.
        restore(failure.get());
        return;
      }
    }
  }

  /**
   * Puts the table back if it is gone.
   *
   * @throws DataPlaneException when that is not possible
   */
  synchronized void requireTable() {
    table.absence().ifPresent(this::restore);
  }

  private void restore(String reason) {
    LOG.warn("the nftables table {} is made anew: {}", Ruleset.TABLE, reason);
    table.install(List.copyOf(members));
  }
}
