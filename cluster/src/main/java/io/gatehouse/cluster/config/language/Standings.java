package io.gatehouse.cluster.config.language;

/** Says which statements are refused, and which have no effect. */
final class Standings {

  private Standings() {}

  static void report(Section section, Problems problems) {
    for (Statement statement : section.statements()) {
      switch (statement.definition().standing()) {
        case Standing.Effective effective -> report(statement.body(), problems);
        case Standing.WithoutEffect withoutEffect ->
            problems.notice(
                statement.line().tokens().getFirst(),
                Wording.withoutEffect(statement, withoutEffect.reason()));
        case Standing.Unavailable unavailable ->
            problems.mistake(
                statement.subject(),
                "not available in this version: " + unavailable.reason(),
                "a configuration without it");
      }
    }
  }
}
