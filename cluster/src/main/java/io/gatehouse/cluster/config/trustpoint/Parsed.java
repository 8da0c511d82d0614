package io.gatehouse.cluster.config.trustpoint;

/** What came of understanding the content of a file. */
public sealed interface Parsed<T> {
  record Good<T>(T value) implements Parsed<T> {}

  /** {@code reason} is a clause about the file, such as "holds no certificate". */
  record Bad<T>(String reason) implements Parsed<T> {}
}
