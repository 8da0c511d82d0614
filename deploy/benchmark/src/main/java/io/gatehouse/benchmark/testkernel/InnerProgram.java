package io.gatehouse.benchmark.testkernel;

import io.gatehouse.benchmark.result.Absence;
import io.gatehouse.benchmark.result.Rounds;
import io.gatehouse.benchmark.strongswan.StrongSwan;
import io.gatehouse.endtoend.headend.Distribution;
import io.gatehouse.endtoend.headend.GatehouseHeadend;
import io.gatehouse.endtoend.lab.Command;
import io.gatehouse.endtoend.lab.JavaProgram;
import io.gatehouse.endtoend.lab.LabException;
import io.gatehouse.endtoend.lab.TestKernel;
import io.gatehouse.endtoend.peer.CharonSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program of the benchmark for the second kernel, where ESP of both headends and of strongSwan's
 * clients is the kernel's.
 *
 * @param row what it measures
 * @param program whose first argument is the file of its {@link Findings}
 * @param limit after which it is ended
 */
public record InnerProgram(String row, Class<?> program, Duration limit) {

  /** In the second kernel's memory, where laboratories may put files. */
  public static final Path FILES = Path.of("/dev/shm/bench");

  // A short life on one processor, as in the tests there.
  private static final String NODE =
      "GATEHOUSE_JAVA_OPTIONS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m"
          + " -Dpekko.cluster.failure-detector.heartbeat-interval=10s";

  /**
   * Starts the kernel, runs the program, and adds what it has found to the rounds.
   *
   * @param directory for what it writes
   * @return what cannot be measured here: all of it, when there is no second kernel
   * @throws LabException when the program fails
   */
  public List<Absence> run(Path directory, Rounds rounds, String... arguments) {
    Path findings = newFile(directory);
    try (KernelClock clock = KernelClock.start()) {
      Command.Outcome outcome =
          TestKernel.usual()
              .within(limit)
              .sharing(directory)
              .command(words(findings, arguments))
              .attempt();
      if (outcome.status() == TestKernel.BROKEN) {
        return List.of(new Absence(row, "no second kernel: " + lastLine(outcome.output())));
      }
      if (!outcome.succeeded()) {
        throw new LabException(row + " ended with " + outcome.status() + ":\n" + outcome.output());
      }
      return add(Findings.read(findings), rounds, clock);
    }
  }

  private static List<Absence> add(List<Finding> findings, Rounds rounds, KernelClock clock) {
    List<Absence> absences = new ArrayList<>();
    for (Finding finding : findings) {
      switch (finding) {
        case Finding.Figure(var row, var peer, var quantity, var value) ->
            rounds.add(row, peer, quantity, value);
        case Finding.Work work -> {
          double seconds = clock.between(work.beginMillis(), work.endMillis());
          rounds.add(work.row(), work.peer(), work.quantity(), work.figure(seconds));
        }
        case Finding.Missing(var row, var reason) -> absences.add(new Absence(row, reason));
      }
    }
    return absences;
  }

  private List<String> words(Path findings, String... arguments) {
    List<String> options =
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx512m",
            property(Distribution.DIRECTORY_PROPERTY, Distribution.usual().toString()),
            property(StrongSwan.DIRECTORY_PROPERTY, StrongSwan.directory().toString()),
            property(GatehouseHeadend.DATA_PLANE_PROPERTY, "xfrm"),
            property(CharonSettings.ESP_PROPERTY, "kernel"));
    List<String> all = new ArrayList<>(List.of(findings.toAbsolutePath().toString()));
    all.addAll(Arrays.asList(arguments));
    List<String> words = new ArrayList<>(List.of("env", NODE));
    words.addAll(JavaProgram.words(options, System.getProperty("java.class.path"), program, all));
    return words;
  }

  private static String property(String name, String value) {
    return "-D" + name + "=" + value;
  }

  private Path newFile(Path directory) {
    try {
      Path file = Files.createDirectories(directory).resolve(program.getSimpleName() + ".findings");
      Files.deleteIfExists(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastLine(String output) {
    return output.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last).orElse("");
  }
}
