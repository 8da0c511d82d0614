package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.UnusedLines.Relevance;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Says which lines are refused, and which have no effect. */
final class Standings {

  private static final int LEAST_WORDS = 2;

  private final Set<Line> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final SkippedLines skipped;
  private final Problems problems;

  /**
   * @param standing what was said before the lines that are reported on
   */
  Standings(Section standing, SkippedLines skipped, Problems problems) {
    know(standing);
    this.skipped = skipped;
    this.problems = problems;
  }

  void report(Section section) {
    skipped
        .notUnderstood()
        .forEach(line -> unused(line, Relevance.NOT_SUPPORTED, line.shown().strip(), ""));
    statements(section);
  }

  private void know(Section section) {
    for (Statement statement : section.statements()) {
      known.add(statement.line());
      know(statement.body());
    }
  }

  private void statements(Section section) {
    for (Statement statement : section.statements()) {
      Line line = statement.line();
      switch (statement.definition().standing()) {
        case Standing.Effective _ -> statements(statement.body());
        case Standing.WithoutEffect(String reason) ->
            unused(line, Relevance.IRRELEVANT, shown(statement), reason);
        case Standing.Unavailable(String reason) -> {
          problems.mistake(
              statement.subject(),
              "not available in this version: " + reason,
              "a configuration without it");
          unused(line, Relevance.NOT_SUPPORTED, line.shown().strip(), reason);
        }
      }
    }
  }

  private void unused(Line line, Relevance relevance, String excerpt, String reason) {
    if (!known.contains(line)) {
      problems.unused(line.number(), skipped.last(line), relevance, excerpt, reason);
    }
  }

  /** The keywords of a line that may go on with anything, a community string for one. */
  private static String shown(Statement statement) {
    List<String> words = statement.line().tokens().stream().map(Token::shown).toList();
    boolean anything = statement.definition().syntax().notation().endsWith("*");
    int keywords = (int) statement.words().stream().filter(Matching.Bound::isKeyword).count();
    int shown = Math.max(LEAST_WORDS, keywords);
    return anything && words.size() > shown
        ? String.join(" ", words.subList(0, shown)) + " ..."
        : String.join(" ", words);
  }
}
