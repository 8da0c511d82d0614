package io.gatehouse.node;

import io.gatehouse.cluster.config.Configuration;
import java.util.ArrayList;
import java.util.List;

/** Which part of a change a node does not follow while it runs. */
final class AtNextStart {

  private AtNextStart() {}

  /** One sentence for each part that was changed. */
  static List<String> sentences(Configuration before, Configuration after) {
    List<String> sentences = new ArrayList<>();
    if (!before.pools().equals(after.pools()) || !before.ipv6Pools().equals(after.ipv6Pools())) {
      sentences.add("a node leases from the changed pools when it is started again");
    }
    if (!before.aaa().accounting().lists().equals(after.aaa().accounting().lists())) {
      sentences.add("a node delivers to the changed accounting lists when it is started again");
    }
    return sentences;
  }
}
