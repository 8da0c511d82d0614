package io.gatehouse.benchmark.piece;

import io.gatehouse.benchmark.BenchmarkSet;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The benchmarks of this package, one after the other on one thread.
 *
 * @param forks JVMs for each benchmark, of which each warms up; with 0 all run in this one, which
 *     is for trying them out
 * @param rounds in each JVM
 * @param length of a round
 */
public record PieceSet(int forks, Duration warmUp, int rounds, Duration length)
    implements BenchmarkSet {

  /**
   * Those of the distribution, a log without the libraries' details, and a heap that does not grow:
   * the first touch of fresh memory costs a virtual machine ten times what the pieces cost.
   */
  private static final String[] JVM_ARGUMENTS = {
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    "-XX:+UseCompactObjectHeaders",
    "-Xms256m",
    "-Xmx256m",
    "-XX:+AlwaysPreTouch",
    "-Dlogback.configurationFile=io/gatehouse/benchmark/node/logback.xml"
  };

  public static PieceSet usual() {
    return new PieceSet(1, Duration.ofSeconds(2), 5, Duration.ofMillis(300));
  }

  @Override
  public String name() {
    return "jmh";
  }

  @Override
  public Section run(Path files) {
    try {
      List<Measurement> measurements =
          new Runner(options(files)).run().stream().map(Scores::of).toList();
      return new Section(name(), conditions(), Optional.empty(), measurements);
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }

  private Options options(Path files) {
    return new OptionsBuilder()
        .include("^" + PieceSet.class.getPackageName() + "\\.")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(forks)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(warmUp.toMillis()))
        .measurementIterations(rounds)
        .measurementTime(TimeValue.milliseconds(length.toMillis()))
        .jvmArgs(JVM_ARGUMENTS)
        .shouldFailOnError(true)
        .output(files.resolve("jmh.log").toString())
        .build();
  }

  private String conditions() {
    return """
    JMH on one thread: %d JVM for each row, a heap of 256 MiB, warmed up for %d ms, then %d rounds of %d ms. Times are \
    elapsed ones: that of the store includes the disk.\
    """
        .formatted(forks, warmUp.toMillis(), rounds, length.toMillis());
  }
}
