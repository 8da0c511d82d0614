package io.gatehouse.benchmark.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel uses for itself (proc(5), {@code /proc/meminfo}). */
final class KernelMemory {

  private static final Path FILE = Path.of("/proc/meminfo");
  private static final List<String> OWN = List.of("Slab:", "VmallocUsed:", "Percpu:");

  private KernelMemory() {}

  /** Kibibytes of objects, of memory that is mapped for itself, and of each processor's own. */
  static long used() {
    try {
      return used(Files.readAllLines(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long used(List<String> lines) {
    return lines.stream()
        .map(line -> line.split("\\s+", -1))
        .filter(words -> OWN.contains(words[0]))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }
}
