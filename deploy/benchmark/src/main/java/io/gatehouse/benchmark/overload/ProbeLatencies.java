package io.gatehouse.benchmark.overload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * How long the headend took to answer the dead peer detection of established clients, as they wrote
 * it down: each line has the milliseconds since 1970 at which a request was sent, and the
 * microseconds until its answer.
 */
record ProbeLatencies(List<Long> sortedMicros) {

  ProbeLatencies {
    sortedMicros = List.copyOf(sortedMicros);
  }

  static ProbeLatencies between(Path log, Instant begin, Instant end) {
    try {
      return new ProbeLatencies(
          Files.readAllLines(log).stream()
              .map(line -> line.split(" ", 2))
              .filter(line -> isWithin(Long.parseLong(line[0]), begin, end))
              .map(line -> Long.valueOf(line[1]))
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isWithin(long millis, Instant begin, Instant end) {
    return millis >= begin.toEpochMilli() && millis < end.toEpochMilli();
  }

  /** In milliseconds: what at least this part of the answers did not exceed; 0 without answers. */
  double at(double part) {
    int index = (int) Math.ceil(part * sortedMicros.size()) - 1;
    return sortedMicros.isEmpty() ? 0 : sortedMicros.get(Math.max(index, 0)) / 1e3;
  }
}
