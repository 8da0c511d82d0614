package io.gatehouse.endtoend.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end.
 *
 * @param timeout after which it is killed and the run fails
 */
public record Command(List<String> words, Duration timeout) {
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  public Command {
    words = List.copyOf(words);
  }

  public static Command of(String... words) {
    return new Command(Arrays.asList(words), USUAL_TIMEOUT);
  }

  public Command within(Duration limit) {
    return new Command(words, limit);
  }

  /** The same command, preceded by other words. */
  public Command after(String... prefix) {
    List<String> all = new ArrayList<>(Arrays.asList(prefix));
    all.addAll(words);
    return new Command(all, timeout);
  }

  /** The same command, with more words at its end. */
  public Command followedBy(String... suffix) {
    List<String> all = new ArrayList<>(words);
    all.addAll(Arrays.asList(suffix));
    return new Command(all, timeout);
  }

  /**
   * Standard output and standard error, as they were interleaved.
   *
   * @throws LabException when the command fails or does not end in time
   */
  public String run() {
    Outcome outcome = attempt();
    if (!outcome.succeeded()) {
      throw new LabException(
          "%s ended with %d:%n%s"
              .formatted(String.join(" ", words), outcome.status(), outcome.output()));
    }
    return outcome.output();
  }

  /**
   * Like {@link #run}, for a command that may well fail.
   *
   * @throws LabException when the command cannot be started or does not end in time
   */
  public Outcome attempt() {
    try {
      Path output = Files.createTempFile("gatehouse-command", ".log");
      try {
        return attempt(output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Into a file and not a pipe: a grandchild that keeps a pipe open would hold us here.
  private Outcome attempt(Path output) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    boolean ended;
    try {
      ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for " + words.getFirst(), e);
    }
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    if (!ended) {
      process.destroyForcibly();
      throw new LabException(
          "%s did not end within %s:%n%s".formatted(String.join(" ", words), timeout, text));
    }
    return new Outcome(process.exitValue(), text);
  }

  /** How a command ended: its exit status, and everything that it printed. */
  public record Outcome(int status, String output) {
    public boolean succeeded() {
      return status == 0;
    }
  }
}
