package io.gatehouse.benchmark.report;

import io.gatehouse.benchmark.strongswan.StrongSwan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What figures depend on.
 *
 * @param load the machine's load average over a minute, before
 */
public record Circumstances(
    String date,
    String processor,
    int processors,
    String kernel,
    String java,
    String strongSwan,
    double load) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path LOAD = Path.of("/proc/loadavg");

  public static Circumstances now() {
    try {
      String model =
          Files.readAllLines(PROCESSORS).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 2))
              .findFirst()
              .orElse("unknown");
      return new Circumstances(
          Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
          model,
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("os.version"),
          System.getProperty("java.vm.version"),
          StrongSwan.version(),
          Double.parseDouble(Files.readString(LOAD).split(" ", 2)[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "%s, %d processors %s, Linux %s, Java %s, strongSwan %s, load %.2f before"
        .formatted(date, processors, processor, kernel, java, strongSwan, load);
  }
}
