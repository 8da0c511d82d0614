package io.gatehouse.endtoend.cluster;

import io.gatehouse.endtoend.measure.Percentiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Figures of trials as a table in Markdown. Gaps are milliseconds. */
public final class GapTable {
  private static final String HEADING =
      """
      | What was done | Users hit | Gap in their traffic: median / 99th percentile / longest | \
      Of that, elsewhere | Of the others | Gap in IKE, all users | Packets lost | strongSwan: ping | TCP |
      |---|---|---|---|---|---|---|---|---|
      """;

  private final List<Trial.Figures> rows = new ArrayList<>();

  public void add(Trial.Figures figures) {
    rows.add(figures);
  }

  public List<String> complaints() {
    return rows.stream()
        .flatMap(row -> row.complaints().stream().map(text -> row.title() + ": " + text))
        .toList();
  }

  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(Trial.Figures row) {
    Percentiles traffic = row.traffic();
    return "| %s | %d | %s | %s | %s | %s | %d | %d | %d |\n"
        .formatted(
            row.title(),
            row.affected(),
            traffic,
            row.elsewhere(),
            row.others(),
            row.ike(),
            row.lost(),
            row.strongSwan().toMillis(),
            row.tcp().toMillis());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(HEADING);
    rows.forEach(row -> text.append(row(row)));
    return text.toString();
  }
}
