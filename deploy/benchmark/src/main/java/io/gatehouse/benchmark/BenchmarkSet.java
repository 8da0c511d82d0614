package io.gatehouse.benchmark;

import io.gatehouse.benchmark.result.Section;
import java.nio.file.Path;

/** Benchmarks that belong together and are run one after the other. */
public interface BenchmarkSet {

  /** Its name on the command line. */
  String name();

  /**
   * Runs it: bounded in time, in network namespaces that it makes and removes.
   *
   * @param files an empty directory for what the peers need and write
   */
  Section run(Path files);
}
