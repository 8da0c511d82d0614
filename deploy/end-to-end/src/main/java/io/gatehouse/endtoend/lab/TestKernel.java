package io.gatehouse.endtoend.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A second Linux kernel on this machine's files, for what the machine's own kernel does not have:
 * ESP. It is started for each command, and nothing that the command writes stays.
 *
 * @param program {@code deploy/test-kernel}, which tells what it does
 * @param options of that program
 * @param limit after which the command is ended
 */
public record TestKernel(Path program, List<String> options, Duration limit) {
  /** Where {@code deploy/test-kernel} is; set by the build. */
  public static final String PROGRAM_PROPERTY = "gatehouse.test-kernel";

  /** What it says when the time is over, as timeout(1) does. */
  public static final int TIMED_OUT = 124;

  /** What it says when the kernel did not run the command to its end. */
  public static final int BROKEN = 125;

  // On top of the limit: the kernel starts, its log is shown.
  private static final Duration MARGIN = Duration.ofSeconds(60);

  public TestKernel {
    options = List.copyOf(options);
  }

  /** As the build has it. */
  public static TestKernel usual() {
    String program = System.getProperty(PROGRAM_PROPERTY, "deploy/test-kernel");
    return new TestKernel(
        Path.of(program).toAbsolutePath().normalize(), List.of(), Duration.ofMinutes(2));
  }

  public TestKernel within(Duration newLimit) {
    return new TestKernel(program, options, newLimit);
  }

  /** What is written below this directory stays. */
  public TestKernel sharing(Path directory) {
    return with("-w", directory.toAbsolutePath().toString());
  }

  /** With this kernel's program instead of the one that is chosen. */
  public TestKernel booting(Path kernel) {
    return with("-k", kernel.toString());
  }

  private TestKernel with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(Arrays.asList(more));
    return new TestKernel(program, all, limit);
  }

  public Command command(String... words) {
    return command(Arrays.asList(words));
  }

  /**
   * The command that runs these words in the second kernel.
   *
   * @throws LabException when the program is not there
   */
  public Command command(List<String> words) {
    if (!Files.isExecutable(program)) {
      throw new LabException(
          "%s is not there: say with -D%s=… where it is".formatted(program, PROGRAM_PROPERTY));
    }
    List<String> all = new ArrayList<>(List.of(program.toString()));
    all.addAll(List.of("-t", Long.toString(limit.toSeconds())));
    all.addAll(options);
    all.addAll(words);
    return new Command(all, limit.plus(MARGIN));
  }
}
