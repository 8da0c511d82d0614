package io.gatehouse.endtoend.headend;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a node is started from.
 *
 * @param distribution the directory with {@code bin} and {@code lib}
 * @param release what the node tells the others, if it is not what the build is called
 */
public record Build(Path distribution, Optional<String> release) {
  private static final String PREVIOUS_PROPERTY = "gatehouse.lab.previous";

  /** What was just built. */
  public static Build current() {
    return new Build(Distribution.usual(), Optional.empty());
  }

  /**
   * The distribution that {@code -Dgatehouse.lab.previous=…} names; without it, what was just
   * built.
   */
  public static Build previous() {
    return new Build(
        Optional.ofNullable(System.getProperty(PREVIOUS_PROPERTY))
            .map(Path::of)
            .orElseGet(Distribution::usual),
        Optional.empty());
  }

  /** The same, but the other nodes take it for another release. */
  public Build called(String newRelease) {
    return new Build(distribution, Optional.of(newRelease));
  }

  String program() {
    return Distribution.program(distribution, "gatehouse");
  }

  String options() {
    return release.map(name -> " -Dpekko.cluster.app-version=" + name).orElse("");
  }
}
