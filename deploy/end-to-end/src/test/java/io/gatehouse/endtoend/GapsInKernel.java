package io.gatehouse.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a client's pings were not answered, as a table in Markdown. */
final class GapsInKernel {
  private static final String HEADING =
      """
      | What was done | Gap in the client's pings, ms |
      |---|---|
      """;

  private final List<String> rows = new ArrayList<>();

  void add(String title, Duration gap) {
    rows.add("| %s | %d |\n".formatted(title, gap.toMillis()));
  }

  void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return HEADING + String.join("", rows);
  }
}
