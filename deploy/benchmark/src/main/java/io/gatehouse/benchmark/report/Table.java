package io.gatehouse.benchmark.report;

import io.gatehouse.benchmark.result.Absence;
import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.benchmark.result.Spread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One section for people who read a terminal. */
public final class Table {

  private static final int LINE = 110;

  private Table() {}

  public static String of(Section section) {
    StringBuilder table = new StringBuilder();
    table.append("\n== ").append(section.name()).append(" ==\n");
    table.append(wrapped(section.conditions())).append('\n');
    List<String> rows = section.measurements().stream().map(Measurement::row).distinct().toList();
    for (String row : rows) {
      table.append('\n').append(row).append('\n');
      section.measurements().stream()
          .filter(measurement -> measurement.row().equals(row))
          .map(measurement -> line(section, measurement))
          .forEach(table::append);
    }
    for (Absence absence : section.absences()) {
      table.append('\n').append(absence.row()).append('\n');
      table.append("  not measured: ").append(absence.reason()).append('\n');
    }
    return table.toString();
  }

  private static String line(Section section, Measurement measurement) {
    String unit = measurement.quantity().unit();
    String what = measurement.quantity().title() + (unit.isEmpty() ? "" : ", " + unit);
    String ratio =
        section
            .ratio(measurement)
            .map(spread -> "   x " + section.base().orElseThrow() + ":" + numbers(spread))
            .orElse("");
    return "  %-22s %-44s %s%s%n"
        .formatted(measurement.peer(), what, numbers(measurement.spread()), ratio);
  }

  /** Median, least and most. */
  private static String numbers(Spread spread) {
    return " %s (%s to %s)"
        .formatted(number(spread.median()), number(spread.least()), number(spread.most()));
  }

  private static String number(double value) {
    String format = Math.abs(value) >= 100 ? "%.0f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int width = 0;
    for (String word : text.split(" ", -1)) {
      if (width + word.length() > LINE) {
        lines.append('\n');
        width = 0;
      }
      lines.append(word).append(' ');
      width += word.length() + 1;
    }
    return lines.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }
}
