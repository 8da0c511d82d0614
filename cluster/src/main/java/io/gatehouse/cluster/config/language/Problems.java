package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.cluster.config.UnusedLines.Relevance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is to be said about one file, a bounded amount of it. */
public final class Problems {

  /** Mistakes that are reported, and notices too. */
  public static final int MAXIMUM = 50;

  private final String file;
  private final List<Line> lines;
  private final List<Problem> mistakes = new ArrayList<>();
  private final List<Problem> notices = new ArrayList<>();
  private final List<UnusedLines> unused = new ArrayList<>();

  public Problems(String file, List<Line> lines) {
    this.file = file;
    this.lines = List.copyOf(lines);
  }

  public void mistake(Token at, String what, String expected) {
    mistake(at.line(), at.column(), what, expected);
  }

  public void mistake(int line, int column, String what, String expected) {
    add(mistakes, problem(line, column, what, expected));
  }

  /** Something that a block needs and does not have, as far as its lines were understood. */
  public void missing(Statement block, String what, String expected) {
    if (block.body().understood()) {
      mistake(block.required("name"), what, expected);
    }
  }

  public void notice(Token at, String what) {
    add(notices, problem(at.line(), at.column(), what, ""));
  }

  /** Lines that do nothing; not bounded, but for the length of the file. */
  void unused(int first, int last, Relevance relevance, String excerpt, String reason) {
    unused.add(new UnusedLines(first, last, relevance, Wording.shortened(excerpt), reason));
  }

  /** A command that was understood turns out to do nothing. */
  public void irrelevant(Statement statement, String reason) {
    Line line = statement.line();
    unused(line.number(), last(statement), Relevance.IRRELEVANT, line.shown().strip(), reason);
  }

  private static int last(Statement statement) {
    return statement.body().statements().stream()
        .mapToInt(Problems::last)
        .reduce(statement.line().number(), Math::max);
  }

  public boolean full() {
    return mistakes.size() >= MAXIMUM;
  }

  public List<Problem> mistakes() {
    return inOrder(mistakes);
  }

  public List<UnusedLines> unused() {
    return unused.stream().sorted(Comparator.comparingInt(UnusedLines::first)).toList();
  }

  public List<Problem> notices() {
    return inOrder(notices);
  }

  private static void add(List<Problem> problems, Problem problem) {
    if (problems.size() < MAXIMUM && !problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private static List<Problem> inOrder(List<Problem> problems) {
    return problems.stream()
        .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
        .toList();
  }

  private Problem problem(int line, int column, String what, String expected) {
    return new Problem(file, line, column, what, expected, lines.get(line - 1).shown());
  }
}
