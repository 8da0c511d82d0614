package io.gatehouse.benchmark.node;

import java.util.List;

/**
 * Where and how a program runs.
 *
 * @param words that stand before its own
 */
public record Placement(List<String> words) {

  private static final int PREFERRED = -10;

  public Placement {
    words = List.copyOf(words);
  }

  public static Placement anywhere() {
    return new Placement(List.of());
  }

  /** On one processor only, so that others do not take its time, nor it theirs. */
  public static Placement onProcessor(int number) {
    return new Placement(List.of("taskset", "--cpu-list", Integer.toString(number)));
  }

  /** Before the others on the same processor, since it measures and hardly computes. */
  public static Placement preferredOnProcessor(int number) {
    return new Placement(
        List.of(
            "nice",
            "--adjustment=" + PREFERRED,
            "taskset",
            "--cpu-list",
            Integer.toString(number)));
  }
}
