package io.gatehouse.benchmark.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The kernel's accounting of one process with all its threads (proc(5)). */
public record ProcessAccount(long pid) {

  /** USER_HZ, which Linux fixes at 100 for what it shows in {@code /proc}. */
  private static final int TICKS_PER_SECOND = 100;

  /** Of the fields after the program's name: {@code utime} and {@code stime}. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  /** User and system time since it began, in steps of 10 ms. */
  public Duration processorTime() {
    String stat = read("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  /** Octets of resident memory. */
  public long residentMemory() {
    return read("status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
        .sum();
  }

  /**
   * With all descendants, for a server that has a process for each client.
   *
   * @throws java.util.NoSuchElementException when the process has ended
   */
  public static Duration processorTimeOfFamily(long pid) {
    return processorTime(ProcessHandle.of(pid).orElseThrow());
  }

  /** Likewise. */
  public static Duration processorTime(ProcessHandle family) {
    return Stream.concat(Stream.of(family), family.descendants())
        .map(process -> new ProcessAccount(process.pid()).processorTime())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
