package io.gatehouse.benchmark.report;

import io.gatehouse.benchmark.result.Measurement;
import io.gatehouse.benchmark.result.Section;
import io.gatehouse.benchmark.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All ratios in one picture, as SVG: a bar for the median, a line for the spread, and where the
 * other headend stands. The axis is logarithmic, so that twice and half are equally far from it.
 */
public final class Chart {

  private static final String STRONGSWAN = "charon";
  private static final int LABELS = 560;
  private static final int WIDTH = 1100;
  private static final int ROW = 24;
  private static final int TOP = 64;
  private static final int RIGHT = 70;
  private static final double LOWEST = 1.0 / 16;
  private static final double HIGHEST = 16;
  private static final double[] GRID = {0.125, 0.25, 0.5, 1, 2, 4, 8};

  private Chart() {}

  private record Bar(String label, Spread ratio, boolean good) {}

  public static String of(Circumstances circumstances, List<Section> sections) {
    List<Bar> bars = bars(sections);
    int height = TOP + bars.size() * ROW + 34;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
                + " font-size='12'>",
            WIDTH,
            height));
    svg.append("<rect width='100%' height='100%' fill='#fafafa'/>");
    svg.append(
        "<text x='12' y='24' font-size='16' fill='#222'>Gatehouse as a multiple of"
            + " strongSwan</text>");
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x='12' y='42' fill='#666'>%s</text>",
            escaped(circumstances.toString())));
    for (double line : GRID) {
      svg.append(grid(line, height));
    }
    for (int index = 0; index < bars.size(); index++) {
      svg.append(bar(bars.get(index), TOP + index * ROW));
    }
    return svg.append("</svg>\n").toString();
  }

  /**
   * Of those quantities for which a ratio to strongSwan says something; all else is in the table.
   */
  private static List<Bar> bars(List<Section> sections) {
    List<Bar> bars = new ArrayList<>();
    for (Section section : sections) {
      if (section.base().filter(STRONGSWAN::equals).isEmpty()) {
        continue;
      }
      for (Measurement measurement : section.measurements()) {
        section
            .ratio(measurement)
            .filter(_ -> measurement.quantity().isCharted())
            .ifPresent(ratio -> bars.add(bar(measurement, ratio)));
      }
    }
    return bars;
  }

  private static Bar bar(Measurement measurement, Spread ratio) {
    boolean good =
        switch (measurement.quantity().better()) {
          case LESS -> ratio.median() < 1;
          case MORE -> ratio.median() > 1;
        };
    return new Bar(measurement.row() + ": " + measurement.quantity().title(), ratio, good);
  }

  private static String grid(double at, int height) {
    double x = x(at);
    return String.format(
        Locale.ROOT,
        "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='%s'/><text x='%.1f' y='%d'"
            + " text-anchor='middle' fill='#666'>%s</text>",
        x,
        x,
        TOP - 6,
        height - 26,
        at == 1 ? "#222" : "#ddd",
        x,
        height - 10,
        number(at));
  }

  private static String bar(Bar bar, int y) {
    double from = Math.min(x(1), x(bar.ratio().median()));
    double width = Math.abs(x(bar.ratio().median()) - x(1));
    return String.format(
            Locale.ROOT,
            "<text x='%d' y='%d' text-anchor='end' fill='#222'>%s</text>",
            LABELS - 8,
            y + 14,
            escaped(bar.label()))
        + String.format(
            Locale.ROOT,
            "<rect x='%.1f' y='%d' width='%.1f' height='14' fill='%s'/>",
            from,
            y + 3,
            width,
            bar.good() ? "#2a9d8f" : "#c8553d")
        + String.format(
            Locale.ROOT,
            "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='#222'/>",
            x(bar.ratio().least()),
            x(bar.ratio().most()),
            y + 10,
            y + 10)
        + String.format(
            Locale.ROOT,
            "<text x='%d' y='%d' text-anchor='end' fill='#222'>%.2f</text>",
            WIDTH - 8,
            y + 14,
            bar.ratio().median());
  }

  private static double x(double ratio) {
    double held = Math.clamp(ratio, LOWEST, HIGHEST);
    double part = Math.log(held / LOWEST) / Math.log(HIGHEST / LOWEST);
    return LABELS + part * (WIDTH - RIGHT - LABELS);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Integer.toString((int) value) : Double.toString(value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
