package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Matching.Bound;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** Finds the command that a line is. */
final class Grammar {

  private static final List<Definition> DEFINITIONS =
      Stream.<Definition>concat(Stream.of(Accepted.values()), Stream.of(Command.values())).toList();

  private Grammar() {}

  /** What came of a line in a mode. */
  sealed interface Outcome {
    record Found(Statement statement) implements Outcome {}

    /**
     * No command fits.
     *
     * @param farthest the index of the word that fits nowhere; the number of words when one is
     *     missing
     * @param intended the block that was meant to be opened, when that much can be said
     */
    record NotFound(
        int farthest,
        SequencedSet<String> keywords,
        SequencedSet<String> descriptions,
        Optional<Definition> intended)
        implements Outcome {}
  }

  /**
   * @param from the index of the first word to look at
   */
  static Outcome find(Mode mode, Line line, int from) {
    Matching matching = new Matching(line, from);
    Optional<Definition> intended = Optional.empty();
    int reached = from;
    for (Definition definition : DEFINITIONS) {
      if (definition.mode() == mode) {
        Optional<List<Bound>> words = matching.match(definition.syntax(), from);
        if (words.isPresent()) {
          return new Outcome.Found(new Statement(definition, line, words.get(), Section.empty()));
        }
        if (matching.farthest() > reached) {
          reached = matching.farthest();
          intended = Optional.of(definition);
        }
      }
    }
    return new Outcome.NotFound(
        matching.farthest(), matching.keywords(), matching.descriptions(), intended);
  }

  /** Whether a command of the mode begins with the words of the line from {@code from} on. */
  static boolean knows(Mode mode, Line line, int from) {
    return DEFINITIONS.stream()
        .filter(definition -> definition.mode() == mode)
        .anyMatch(definition -> begins(definition, line, from));
  }

  private static boolean begins(Definition definition, Line line, int from) {
    Matching matching = new Matching(line, from);
    return matching.match(definition.syntax(), from).isPresent()
        || matching.farthest() == line.tokens().size();
  }
}
