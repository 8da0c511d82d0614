package io.gatehouse.cluster.config.distribution;

import io.gatehouse.protocol.octets.Octets;
import java.util.Optional;

/**
 * Whether the file that a node finds when it starts counts, or the version that stands: a file
 * counts once, when it was changed (docs/decisions/0015-configuration-versions.md).
 */
enum FileRule {
  /** The file was changed since this node started last, and no other node was first with it. */
  COUNTS,

  /** The file is as it was, or is the one that became a version last. */
  KNOWN,

  /** The node is new, and its file is another one than the cluster's. */
  FOREIGN;

  /**
   * @param found the digest of the file
   * @param here that of the file that this node found before; empty when it never started
   * @param imported that of the file that became a version last
   */
  static FileRule of(Octets found, Optional<Octets> here, Optional<Octets> imported) {
    if (imported.filter(found::equals).isPresent() || here.filter(found::equals).isPresent()) {
      return KNOWN;
    }
    return here.isPresent() ? COUNTS : FOREIGN;
  }
}
