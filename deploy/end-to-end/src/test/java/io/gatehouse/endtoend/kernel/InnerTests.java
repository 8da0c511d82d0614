package io.gatehouse.endtoend.kernel;

import io.gatehouse.endtoend.headend.Distribution;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.kernel.Outcome.Verdict;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.JavaProgram;
import io.gatehouse.endtoend.lab.TestKernel;
import io.gatehouse.endtoend.peer.CharonSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/** Tests that run in the second kernel, each of them a test here as well. */
final class InnerTests {
  private static final Path DIRECTORY = Path.of("target/test-kernel");

  // A short life on one processor: what the second compiler and more collectors gain comes too
  // late, and a heartbeat of the node's to itself, too.
  private static final String JVM =
      "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m"
          + " -Dpekko.cluster.failure-detector.heartbeat-interval=10s";

  private final String name;
  private final List<String> classPath = new ArrayList<>();
  private final Map<String, String> properties = new TreeMap<>();

  /**
   * None yet.
   *
   * @param name of this run's files
   */
  InnerTests(String name) {
    this.name = name;
    classPath.add(System.getProperty("java.class.path"));
    property("gatehouse.lab.required", "true");
    property("gatehouse.lab.files", "/dev/shm/lab");
    property(Distribution.DIRECTORY_PROPERTY, Distribution.usual().toString());
  }

  /** Likewise, with ESP done by the kernel: the headend's, and that of strongSwan clients. */
  static InnerTests ofKernelPlane(String name) {
    return new InnerTests(name)
        .property(GatehouseHeadend.DATA_PLANE_PROPERTY, "xfrm")
        .property(CharonSettings.ESP_PROPERTY, "kernel");
  }

  private InnerTests property(String key, String value) {
    properties.put(key, value);
    return this;
  }

  /** With further classes than those of this module. */
  InnerTests classes(Path directory) {
    classPath.add(directory.toString());
    return this;
  }

  /**
   * Runs these tests.
   *
   * @param tests classes, or methods as {@code class#method}
   * @return one test for each that ran, which ends as that did; a skipped one is a failure
   */
  Stream<DynamicTest> run(Duration limit, String... tests) {
    Path file = newFile();
    Command.Outcome run =
        TestKernel.usual().within(limit).sharing(DIRECTORY).command(words(file, tests)).attempt();
    System.out.println(run.output());
    List<Outcome> outcomes = read(file);
    List<DynamicTest> all = new ArrayList<>(outcomes.stream().map(InnerTests::test).toList());
    all.add(DynamicTest.dynamicTest("all of them ran", () -> assertComplete(run, outcomes)));
    return all.stream();
  }

  private List<String> words(Path file, String... tests) {
    List<String> words = new ArrayList<>(List.of("env", "GATEHOUSE_JAVA_OPTIONS=" + JVM));
    List<String> options = new ArrayList<>();
    properties.forEach((key, value) -> options.add("-D" + key + "=" + value));
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(Arrays.asList(tests));
    words.addAll(
        JavaProgram.words(
            options, String.join(File.pathSeparator, classPath), InnerRun.class, arguments));
    return words;
  }

  private static DynamicTest test(Outcome outcome) {
    return DynamicTest.dynamicTest(
        outcome.test(),
        () -> {
          if (outcome.verdict() != Verdict.PASSED) {
            Assertions.fail(outcome.verdict() + ": " + outcome.account());
          }
        });
  }

  private static void assertComplete(Command.Outcome run, List<Outcome> outcomes) {
    Assertions.assertEquals(0, run.status(), "the status of the run, which printed the above");
    Assertions.assertFalse(outcomes.isEmpty(), "no test ran");
  }

  private Path newFile() {
    try {
      Path file = Files.createDirectories(DIRECTORY).resolve(name + ".outcomes").toAbsolutePath();
      Files.deleteIfExists(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Outcome> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(Outcome::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
