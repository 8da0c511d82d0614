package io.gatehouse.cluster.config.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines as IOS does: each is tried in the innermost open block, then in the ones around it;
 * indentation is for the reader. It only tells which block a mistyped line was meant for, and what
 * belongs to a block without effect.
 */
public final class StatementReader {

  private final Block global;
  private final List<Line> lines;
  private final Problems problems;
  private final SkippedLines skipped = new SkippedLines();
  private final Deque<Block> open = new ArrayDeque<>();
  private int next;

  private StatementReader(Block global, List<Line> lines, Problems problems) {
    this.global = global;
    this.lines = lines;
    this.problems = problems;
    open.push(global);
  }

  /**
   * What a text says, as far as it was understood.
   *
   * @param mode of the block that is open behind its last line
   */
  public record Reading(Section section, Problems problems, Mode mode) {}

  /** Total: every text gives a reading. */
  public static Reading read(String file, String text) {
    return read(new Block(Mode.GLOBAL, -1), file, text);
  }

  /**
   * Reads lines that are entered when a configuration stands already.
   *
   * @param standing what was printed of the configuration
   * @param file the name of {@code entered} in messages
   * @return what both say; the problems are those of {@code entered}, unless {@code standing} has
   *     mistakes itself: then {@code entered} was not read
   */
  public static Reading enter(String standing, String file, String entered) {
    Block global = new Block(Mode.GLOBAL, -1);
    Reading before = read(global, "running-config", standing);
    return before.problems().mistakes().isEmpty() ? read(global, file, entered) : before;
  }

  private static Reading read(Block global, String file, String text) {
    List<Line> lines = SourceText.lines(text);
    Problems problems = new Problems(file, lines);
    SourceText.check(text, lines, problems);
    StatementReader reader = new StatementReader(global, lines, problems);
    Section section = problems.mistakes().isEmpty() ? reader.statements() : Section.empty();
    return new Reading(section, problems, reader.open.getFirst().mode());
  }

  private Section statements() {
    Section standing = global.section();
    while (next < lines.size()) {
      Line line = lines.get(next++);
      if (!line.tokens().isEmpty() && !skipped.take(line)) {
        read(line);
      }
    }
    Section section = global.section();
    new Standings(standing, skipped, problems).report(section);
    return section;
  }

  private void read(Line line) {
    Token first = line.tokens().getFirst();
    boolean alone = line.tokens().size() == 1;
    if (alone && first.is("exit")) {
      closeDownTo(Math.max(1, open.size() - 1));
    } else if (alone && first.is("end")) {
      closeDownTo(1);
    } else if (!alone && (first.is("no") || first.is("default"))) {
      takeBack(line);
    } else {
      command(line);
    }
  }

  /**
   * A block further out that knows the line in full is meant rather than an inner one that has to
   * take its words for abbreviations.
   */
  private void command(Line line) {
    int inner = 0;
    for (Block block : open) {
      if (Grammar.find(definitions(block, line), line, 0) instanceof Grammar.Outcome.Found found) {
        accept(found.statement(), inner);
        return;
      }
      inner++;
    }
    List<Grammar.Outcome.NotFound> failures = new ArrayList<>();
    for (Block block : open) {
      switch (Grammar.findAbbreviated(abbreviable(block, line, 0), line, 0)) {
        case Grammar.Outcome.Found found -> {
          accept(found.statement(), failures.size());
          return;
        }
        case Grammar.Outcome.Ambiguous ambiguous -> {
          ambiguous(line, block, ambiguous);
          return;
        }
        case Grammar.Outcome.NotFound failure -> failures.add(failure);
      }
    }
    notUnderstood(line, failures, 0);
  }

  /**
   * What a line may be in a block. One that is indented into an inner block is not taken for one of
   * the many outside that have no effect: a mistyped line would be lost.
   */
  private List<Definition> definitions(Block block, Line line) {
    List<Definition> all = Grammar.definitions(block.mode());
    boolean meantForInner =
        open.stream()
            .takeWhile(inner -> inner != block)
            .anyMatch(inner -> line.indent() > inner.indent());
    return meantForInner ? all.stream().filter(StatementReader::hasEffect).toList() : all;
  }

  /**
   * What an abbreviated line may be in a block. A first word that is a keyword in full in some
   * block is no abbreviation in the others.
   *
   * @param from the index of the first word
   */
  private List<Definition> abbreviable(Block block, Line line, int from) {
    Token first = line.tokens().get(from);
    boolean inFull = open.stream().anyMatch(other -> Grammar.beginsWith(other.mode(), first));
    return inFull && !Grammar.beginsWith(block.mode(), first)
        ? List.of()
        : definitions(block, line);
  }

  private static boolean hasEffect(Definition definition) {
    return !(definition.standing() instanceof Standing.WithoutEffect);
  }

  /**
   * @param inner how many of the open blocks end before the statement
   */
  private void accept(Statement statement, int inner) {
    closeDownTo(open.size() - inner);
    add(withWholeText(statement));
  }

  /** Takes the lines below as well when a text goes on there. */
  private Statement withWholeText(Statement statement) {
    List<Matching.Bound> words = new ArrayList<>();
    for (Matching.Bound word : statement.words()) {
      boolean delimited =
          word.element() instanceof Syntax.Argument(String _, Parameter.Delimited _);
      Token token = delimited ? wholeText(statement.line(), word.token()) : word.token();
      words.add(new Matching.Bound(word.element(), token));
    }
    return new Statement(statement.definition(), statement.line(), words, statement.body());
  }

  private Token wholeText(Line line, Token opening) {
    DelimitedText text = DelimitedText.of(opening.text());
    while (!text.closed() && next < lines.size()) {
      Line below = lines.get(next++);
      text.add(below.text());
      skipped.add(line, below);
    }
    if (!text.closed()) {
      problems.mistake(
          opening, "the text does not end", "'" + text.delimiter() + "' behind its last line");
    }
    return opening.standingFor(text.text());
  }

  private void add(Statement statement) {
    switch (statement.definition().standing()) {
      case Standing.Effective effective when effective.opens().isPresent() ->
          open.push(open.getFirst().open(statement, effective.opens().get()));
      case Standing.Effective _ -> open.getFirst().add(statement);
      case Standing.WithoutEffect _ -> {
        open.getFirst().add(statement);
        if (statement.definition().mode() == Mode.GLOBAL) {
          skipped.irrelevantBelow(statement.line());
        }
      }
      case Standing.Unavailable _ -> {
        open.getFirst().add(statement);
        open.getFirst().misread();
        skipped.below(statement.line());
      }
    }
  }

  private void takeBack(Line line) {
    if (takeBackInFull(line)) {
      return;
    }
    List<Grammar.Outcome.NotFound> failures = new ArrayList<>();
    for (Block block : open) {
      switch (Grammar.findBeginning(abbreviable(block, line, 1), line, 1)) {
        case Grammar.Beginning.Known(Line expanded) -> {
          takeBack(expanded, failures.size());
          return;
        }
        case Grammar.Outcome.Ambiguous ambiguous -> {
          ambiguous(line, block, ambiguous);
          return;
        }
        case Grammar.Outcome.NotFound failure -> failures.add(failure);
      }
    }
    notUnderstood(line, failures, 1);
  }

  private boolean takeBackInFull(Line line) {
    int inner = 0;
    for (Block block : open) {
      if (Grammar.knows(definitions(block, line), line, 1)) {
        takeBack(line, inner);
        return true;
      }
      inner++;
    }
    return false;
  }

  private void takeBack(Line line, int inner) {
    closeDownTo(open.size() - inner);
    open.getFirst().takeBack(line);
  }

  private void ambiguous(Line line, Block block, Grammar.Outcome.Ambiguous ambiguous) {
    block.misread();
    Token word = line.tokens().get(ambiguous.word());
    problems.mistake(word, "ambiguous " + Wording.quote(word), Wording.oneOf(ambiguous.keywords()));
    skipped.notUnderstood(line);
    skipped.below(line);
  }

  /**
   * @param failures from the innermost block to the outermost
   */
  private void notUnderstood(Line line, List<Grammar.Outcome.NotFound> failures, int from) {
    int intended = Misreading.intendedBlock(line, List.copyOf(open), failures);
    Block block = open.stream().skip(intended).findFirst().orElseThrow();
    block.misread();
    skipped.notUnderstood(line);
    Grammar.Outcome.NotFound failure = failures.get(intended);
    if (!problems.full()) {
      Misreading.report(line, block.mode(), failure, from, problems);
    }
    boolean header = failure.farthest() - from >= 2 && failure.keywords().isEmpty();
    Optional<Mode> opened = header ? failure.intended().flatMap(this::opens) : Optional.empty();
    if (opened.isPresent()) {
      closeDownTo(open.size() - intended);
      open.push(new Block(opened.get(), line.indent()));
    } else {
      skipped.below(line);
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
