package io.gatehouse.endtoend.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process in the background, with everything that it prints in a log file. */
public final class Daemon implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int SHOWN_LINES = 60;

  private final Process process;
  private final Path log;

  /** Where this process begins in the log: those of the same title before it stay readable. */
  private final long begin;

  private Daemon(Process process, Path log, long begin) {
    this.process = process;
    this.log = log;
    this.begin = begin;
  }

  static Daemon start(List<String> words, Path log) {
    try {
      long begin = Files.exists(log) ? Files.size(log) : 0;
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new Daemon(process, log, begin);
    } catch (IOException e) {
      throw new LabException("cannot start " + words, e);
    }
  }

  /** Gives the process a line of standard input. */
  public void enter(String line) {
    try {
      Writer input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new LabException("cannot be told \"%s\":%n%s".formatted(line, logTail()), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Everything that this process printed so far. */
  public String output() {
    try {
      byte[] all = Files.readAllBytes(log);
      return new String(all, (int) begin, all.length - (int) begin, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until the condition holds.
   *
   * @throws LabException with the end of the log, when the process ends or the time is over before
   */
  public void await(String condition, Duration limit, BooleanSupplier holds) {
    Instant deadline = Instant.now().plus(limit);
    while (!holds.getAsBoolean()) {
      if (!isAlive()) {
        throw new LabException(
            "ended with %d before %s:%n%s".formatted(process.exitValue(), condition, logTail()));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new LabException("not %s within %s:%n%s".formatted(condition, limit, logTail()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** The last lines of the log, headed by its path. */
  public String logTail() {
    List<String> lines = output().lines().toList();
    return log
        + ":\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  /** Stops the process from running without ending it: it falls silent. */
  public void freeze() {
    signal("STOP");
  }

  public void thaw() {
    signal("CONT");
  }

  public void interrupt() {
    signal("INT");
    awaitEnd();
  }

  /** Ends the process as a power failure would, and returns when it is gone. */
  public void kill9() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks the process to end, insists after ten seconds, and returns when it is gone. */
  public void stop() {
    if (!process.isAlive()) {
      return;
    }
    process.destroy();
    signal("CONT");
    awaitEnd();
  }

  /**
   * Asks the process to end, and leaves it the time.
   *
   * @throws LabException when it does not end by itself
   */
  public void terminate(Duration limit) {
    process.destroy();
    awaitEnd(limit);
  }

  /**
   * Waits until the process ends by itself.
   *
   * @throws LabException when it does not
   */
  public void awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new LabException("did not end within %s:%n%s".formatted(limit, logTail()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for an end", e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private void signal(String name) {
    Command.of("kill", "-" + name, Long.toString(pid())).attempt();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
