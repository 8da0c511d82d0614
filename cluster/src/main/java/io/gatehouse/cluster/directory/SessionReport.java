package io.gatehouse.cluster.directory;

import io.gatehouse.cluster.dataplane.DataPlane.Traffic;
import io.gatehouse.cluster.session.SessionNumber;
import io.gatehouse.protocol.ike.exchange.Established;
import io.gatehouse.protocol.ike.policy.AddressFamily;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the cluster knows of its sessions at one moment.
 *
 * @param rows by session number; the first of {@code total} when there are too many to show
 * @param silent the nodes that did not say what the CHILD SAs of their clients have carried
 */
public record SessionReport(List<Row> rows, long total, SortedSet<String> silent, Instant at) {
  public SessionReport {
    rows = List.copyOf(rows);
    silent = new TreeSet<>(silent);
  }

  /** A session with the counters of its CHILD SAs, in their order. */
  public record Row(SessionNumber number, Established session, List<Traffic> traffic) {
    public Row {
      traffic = List.copyOf(traffic);
    }

    AddressFamily family() {
      return AddressFamily.of(session.path().remote().getAddress());
    }
  }

  List<Row> rows(AddressFamily family) {
    return rows.stream().filter(row -> row.family() == family).toList();
  }

  /** What the reader must know to read the rest; empty when there is nothing. */
  String caveats() {
    StringBuilder text = new StringBuilder();
    silent.forEach(
        node -> text.append("%% Node %s did not answer: counters are missing.\n".formatted(node)));
    if (rows.size() < total) {
      text.append("%% The first %d of %d sessions are shown.\n".formatted(rows.size(), total));
    }
    return text.toString();
  }
}
