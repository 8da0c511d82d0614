package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Grammar.Outcome.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with a line that is no command. */
final class Misreading {

  private Misreading() {}

  /**
   * The index of the block that a line was probably meant for: where most of it fits; and when
   * nothing of it fits anywhere, the innermost block that it is indented into.
   */
  static int intendedBlock(Line line, List<Block> open, List<NotFound> failures) {
    int best = open.size() - 1;
    for (int i = open.size() - 1; i >= 0; i--) {
      int ahead = failures.get(i).farthest() - failures.get(best).farthest();
      if (ahead > 0 || (ahead == 0 && line.indent() > open.get(i).indent())) {
        best = i;
      }
    }
    return best;
  }

  /**
   * @param from the index of the command's first word
   */
  static void report(Line line, Mode mode, NotFound failure, int from, Problems problems) {
    String expected = expected(failure);
    if (failure.farthest() == line.tokens().size()) {
      problems.mistake(line.number(), line.end(), "the command is incomplete", expected);
      return;
    }
    Token token = line.tokens().get(failure.farthest());
    String quoted = Wording.quote(token);
    String what =
        failure.farthest() == from
            ? "unknown command " + quoted + " in " + mode.title()
            : "unexpected " + quoted;
    Optional<String> meant = Spelling.nearest(token.text(), failure.keywords());
    String suggestion = meant.map(word -> " (did you mean '" + word + "'?)").orElse("");
    problems.mistake(token, what + suggestion, expected);
  }

  private static String expected(NotFound failure) {
    List<String> choices = new ArrayList<>(failure.keywords());
    choices.addAll(failure.descriptions());
    return choices.isEmpty() ? "the end of the line" : Wording.oneOf(choices);
  }
}
