package io.gatehouse.cluster.config.trustpoint;

/** Where the files that a trustpoint names come from. */
@FunctionalInterface
public interface PemFiles {

  /** Octets of one file. */
  int MAXIMUM_OCTETS = 1 << 20;

  Content read(String file);

  /** What came of reading a file. */
  sealed interface Content {
    record Text(String text) implements Content {}

    /** {@code reason} completes "cannot read the file: ...". */
    record Unreadable(String reason) implements Content {}
  }
}
