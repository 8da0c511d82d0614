package io.gatehouse.cluster.directory;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the nodes of the cluster tell of themselves.
 *
 * @param nodes by name
 * @param silent nodes that were asked and did not answer
 */
public record ClusterReport(List<NodeReport> nodes, SortedSet<String> silent) {

  public ClusterReport {
    nodes = List.copyOf(nodes);
    silent = Collections.unmodifiableSortedSet(new TreeSet<>(silent));
  }

  /** Of all nodes that answered. */
  public long sum(String counter) {
    return nodes.stream().mapToLong(node -> node.counter(counter)).sum();
  }

  /** The line below a table that lacks what some nodes have; nothing when all have answered. */
  public String note() {
    return silent.isEmpty()
        ? ""
        : "\n%% No answer from %s: what was counted there is missing.\n"
            .formatted(String.join(", ", silent));
  }
}
