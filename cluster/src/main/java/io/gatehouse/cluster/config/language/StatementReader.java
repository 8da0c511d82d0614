package io.gatehouse.cluster.config.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines as IOS does: each is tried in the innermost open block, then in the ones around it;
 * indentation is for the reader. It only tells which block a mistyped line was meant for.
 */
public final class StatementReader {

  private final Problems problems;
  private final Deque<Block> open = new ArrayDeque<>();

  /** Lines indented more than this belong to a block whose header was not understood. */
  private Optional<Integer> skippedBelow = Optional.empty();

  private StatementReader(Problems problems) {
    this.problems = problems;
  }

  /** What a text says, as far as it was understood. */
  public record Reading(Section section, Problems problems) {}

  /** Total: every text gives a reading. */
  public static Reading read(String file, String text) {
    List<Line> lines = SourceText.lines(text);
    Problems problems = new Problems(file, lines);
    SourceText.check(text, lines, problems);
    Section section =
        problems.mistakes().isEmpty()
            ? new StatementReader(problems).statements(lines)
            : Section.empty();
    Standings.report(section, problems);
    return new Reading(section, problems);
  }

  private Section statements(List<Line> lines) {
    Block global = new Block(Mode.GLOBAL, -1);
    open.push(global);
    for (Line line : lines) {
      if (!line.tokens().isEmpty() && !problems.full() && !skipped(line)) {
        read(line);
      }
    }
    return global.section();
  }

  private boolean skipped(Line line) {
    boolean skipped = skippedBelow.isPresent() && line.indent() > skippedBelow.get();
    if (!skipped) {
      skippedBelow = Optional.empty();
    }
    return skipped;
  }

  private void read(Line line) {
    Token first = line.tokens().getFirst();
    boolean alone = line.tokens().size() == 1;
    if (alone && first.is("exit")) {
      closeDownTo(Math.max(1, open.size() - 1));
    } else if (alone && first.is("end")) {
      closeDownTo(1);
    } else if (!alone && first.is("no")) {
      takeBack(line);
    } else {
      command(line);
    }
  }

  private void command(Line line) {
    List<Grammar.Outcome.NotFound> failures = new ArrayList<>();
    for (Block block : open) {
      switch (Grammar.find(block.mode(), line, 0)) {
        case Grammar.Outcome.Found found -> {
          closeDownTo(open.size() - failures.size());
          add(found.statement());
          return;
        }
        case Grammar.Outcome.NotFound failure -> failures.add(failure);
      }
    }
    notUnderstood(line, failures, 0);
  }

  private void add(Statement statement) {
    switch (statement.definition().standing()) {
      case Standing.Effective effective when effective.opens().isPresent() ->
          open.push(open.getFirst().open(statement, effective.opens().get()));
      case Standing.Effective effective -> open.getFirst().add(statement);
      case Standing.WithoutEffect withoutEffect -> open.getFirst().add(statement);
      case Standing.Unavailable unavailable -> {
        open.getFirst().add(statement);
        open.getFirst().misread();
        skippedBelow = Optional.of(statement.line().indent());
      }
    }
  }

  private void takeBack(Line line) {
    List<Grammar.Outcome.NotFound> failures = new ArrayList<>();
    for (Block block : open) {
      if (Grammar.knows(block.mode(), line, 1)) {
        closeDownTo(open.size() - failures.size());
        block.takeBack(line);
        return;
      }
      if (Grammar.find(block.mode(), line, 1) instanceof Grammar.Outcome.NotFound failure) {
        failures.add(failure);
      }
    }
    notUnderstood(line, failures, 1);
  }

  /**
   * @param failures from the innermost block to the outermost
   */
  private void notUnderstood(Line line, List<Grammar.Outcome.NotFound> failures, int from) {
    int intended = Misreading.intendedBlock(line, List.copyOf(open), failures);
    Block block = open.stream().skip(intended).findFirst().orElseThrow();
    block.misread();
    Grammar.Outcome.NotFound failure = failures.get(intended);
    Misreading.report(line, block.mode(), failure, from, problems);
    Optional<Mode> opened =
        failure.farthest() - from < 2 ? Optional.empty() : failure.intended().flatMap(this::opens);
    if (opened.isPresent()) {
      closeDownTo(open.size() - intended);
      open.push(new Block(opened.get(), line.indent()));
    } else {
      skippedBelow = Optional.of(line.indent());
    }
  }

  private Optional<Mode> opens(Definition definition) {
    return definition.standing() instanceof Standing.Effective effective
        ? effective.opens()
        : Optional.empty();
  }

  private void closeDownTo(int blocks) {
    while (open.size() > blocks) {
      open.pop();
    }
  }
}
