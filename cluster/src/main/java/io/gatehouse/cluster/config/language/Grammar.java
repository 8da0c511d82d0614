package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Abbreviations.Expansion;
import io.gatehouse.cluster.config.language.Matching.Bound;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the command that a line is. */
final class Grammar {

  private static final Map<Mode, List<Definition>> DEFINITIONS = new EnumMap<>(Mode.class);

  static {
    for (Mode mode : Mode.values()) {
      DEFINITIONS.put(
          mode,
          Stream.<Definition>concat(Stream.of(Accepted.values()), Stream.of(Command.values()))
              .filter(definition -> definition.mode() == mode)
              .toList());
    }
  }

  private static final Set<String> KEYWORDS =
      DEFINITIONS.values().stream()
          .flatMap(definitions -> definitions.stream())
          .flatMap(definition -> definition.syntax().sequence().keywords())
          .collect(Collectors.toUnmodifiableSet());

  private Grammar() {}

  /** Whether any command has the keyword. */
  static boolean hasKeyword(String word) {
    return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** What came of a line in a mode. */
  sealed interface Outcome {
    record Found(Statement statement) implements Outcome {}

    /** The word at the index {@code word} may be any of {@code keywords}, two or more. */
    record Ambiguous(int word, SequencedSet<String> keywords) implements Outcome, Beginning {}

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
        implements Outcome, Beginning {}
  }

  /**
   * Takes the words as they are.
   *
   * @param from the index of the first word to look at
   */
  static Outcome find(Mode mode, Line line, int from) {
    Matching matching = new Matching(line, from);
    Optional<Definition> intended = Optional.empty();
    int reached = from;
    for (Definition definition : definitions(mode)) {
      Optional<List<Bound>> words = matching.match(definition.syntax(), from);
      if (words.isPresent()) {
        return new Outcome.Found(new Statement(definition, line, words.get(), Section.empty()));
      }
      if (matching.farthest() > reached) {
        reached = matching.farthest();
        intended = Optional.of(definition);
      }
    }
    return new Outcome.NotFound(
        matching.farthest(), matching.keywords(), matching.descriptions(), intended);
  }

  /**
   * Takes words that begin a keyword for it; for a name only when the line fits in no other way.
   */
  static Outcome findAbbreviated(Mode mode, Line line, int from) {
    Outcome named = findAbbreviated(mode, line, from, true);
    if (named instanceof Outcome.NotFound
        && findAbbreviated(mode, line, from, false) instanceof Outcome.Found found) {
      return found;
    }
    return named;
  }

  private static Outcome findAbbreviated(Mode mode, Line line, int from, boolean names) {
    return switch (Abbreviations.expand(syntaxes(mode), line, from, names)) {
      case Expansion.Expanded(Line expanded) -> find(mode, expanded, from);
      case Expansion.Ambiguous(int word, SequencedSet<String> keywords) ->
          new Outcome.Ambiguous(word, keywords);
    };
  }

  /** What came of the words behind {@code no}, which need not be a whole command. */
  sealed interface Beginning permits Beginning.Known, Outcome.Ambiguous, Outcome.NotFound {
    record Known(Line line) implements Beginning {}
  }

  /** As {@link #findAbbreviated}, for the words that a command begins with. */
  static Beginning findBeginning(Mode mode, Line line, int from) {
    return switch (Abbreviations.expand(syntaxes(mode), line, from, true)) {
      case Expansion.Ambiguous(int word, SequencedSet<String> keywords) ->
          new Outcome.Ambiguous(word, keywords);
      case Expansion.Expanded(Line expanded) when knows(mode, expanded, from) ->
          new Beginning.Known(expanded);
      case Expansion.Expanded(Line expanded) ->
          switch (find(mode, expanded, from)) {
            case Outcome.NotFound failure -> failure;
            case Outcome.Ambiguous ambiguous -> ambiguous;
            case Outcome.Found _ -> new Beginning.Known(expanded);
          };
    };
  }

  /** Whether a command of the mode begins with the words of the line from {@code from} on. */
  static boolean knows(Mode mode, Line line, int from) {
    return definitions(mode).stream().anyMatch(definition -> begins(definition, line, from));
  }

  private static List<Definition> definitions(Mode mode) {
    return Objects.requireNonNull(DEFINITIONS.get(mode));
  }

  private static List<Syntax> syntaxes(Mode mode) {
    return definitions(mode).stream().map(Definition::syntax).toList();
  }

  private static boolean begins(Definition definition, Line line, int from) {
    Matching matching = new Matching(line, from);
    return matching.match(definition.syntax(), from).isPresent()
        || matching.farthest() == line.tokens().size();
  }
}
