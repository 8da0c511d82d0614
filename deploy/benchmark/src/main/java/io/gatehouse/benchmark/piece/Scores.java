package io.gatehouse.benchmark.piece;

import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Quantity;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** From what JMH measured of one benchmark to a measurement. */
final class Scores {

  private static final String GATEHOUSE = "Gatehouse";

  private Scores() {}

  static Measurement of(RunResult result) {
    return of(
        result.getParams().getBenchmark(),
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .<Result<?>>map(IterationResult::getPrimaryResult)
            .toList());
  }

  /**
   * Each iteration is a round.
   *
   * @param benchmark class and method, as JMH names them
   * @param iterations average times in microseconds
   */
  static Measurement of(String benchmark, List<? extends Result<?>> iterations) {
    return new Measurement(
        row(benchmark),
        GATEHOUSE,
        Quantity.TIME_PER_OPERATION,
        iterations.stream().map(Result::getScore).toList());
  }

  private static String row(String benchmark) {
    int dot = benchmark.lastIndexOf('.');
    String name = benchmark.substring(dot + 1);
    return methods(benchmark.substring(0, dot))
        .filter(method -> method.getName().equals(name))
        .flatMap(method -> Optional.ofNullable(method.getAnnotation(Row.class)).stream())
        .map(Row::value)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(benchmark + " has no row"));
  }

  private static Stream<Method> methods(String type) {
    try {
      return Arrays.stream(Class.forName(type).getMethods());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
