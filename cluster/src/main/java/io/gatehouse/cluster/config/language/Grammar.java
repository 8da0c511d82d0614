package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Abbreviations.Expansion;
import io.gatehouse.cluster.config.language.Matching.Bound;
import java.util.ArrayList;
import java.util.Comparator;
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
    Stream.concat(Stream.of(Command.values()), Accepted.all().stream())
        .sorted(Comparator.comparingInt(Grammar::rank))
        .forEach(
            definition ->
                DEFINITIONS
                    .computeIfAbsent(definition.mode(), mode -> new ArrayList<>())
                    .add(definition));
    DEFINITIONS.replaceAll((mode, definitions) -> List.copyOf(definitions));
  }

  private static final Set<String> KEYWORDS =
      DEFINITIONS.values().stream()
          .flatMap(definitions -> definitions.stream())
          .flatMap(definition -> definition.syntax().sequence().keywords())
          .collect(Collectors.toUnmodifiableSet());

  private Grammar() {}

  /** A line is the first of these that fits: what is refused is so only when nothing else does. */
  private static int rank(Definition definition) {
    return switch (definition.standing()) {
      case Standing.Effective _ -> 0;
      case Standing.WithoutEffect _ -> 1;
      case Standing.Unavailable _ -> 2;
    };
  }

  static List<Definition> definitions(Mode mode) {
    return Objects.requireNonNull(DEFINITIONS.get(mode));
  }

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
   * @param definitions those that the line may be, the first that fits goes before others
   * @param from the index of the first word to look at
   */
  static Outcome find(List<Definition> definitions, Line line, int from) {
    Matching matching = new Matching(line, from);
    Optional<Definition> intended = Optional.empty();
    int reached = from;
    for (Definition definition : definitions) {
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
  static Outcome findAbbreviated(List<Definition> definitions, Line line, int from) {
    Outcome named = findAbbreviated(definitions, line, from, true);
    if (named instanceof Outcome.NotFound
        && findAbbreviated(definitions, line, from, false) instanceof Outcome.Found found) {
      return found;
    }
    return named;
  }

  private static Outcome findAbbreviated(
      List<Definition> definitions, Line line, int from, boolean names) {
    return switch (Abbreviations.expand(syntaxes(definitions), line, from, names)) {
      case Expansion.Expanded(Line expanded) -> find(definitions, expanded, from);
      case Expansion.Ambiguous(int word, SequencedSet<String> keywords) ->
          new Outcome.Ambiguous(word, keywords);
    };
  }

  /** What came of the words behind {@code no}, which need not be a whole command. */
  sealed interface Beginning permits Beginning.Known, Outcome.Ambiguous, Outcome.NotFound {
    record Known(Line line) implements Beginning {}
  }

  /** As {@link #findAbbreviated}, for the words that a command begins with. */
  static Beginning findBeginning(List<Definition> definitions, Line line, int from) {
    return switch (Abbreviations.expand(syntaxes(definitions), line, from, true)) {
      case Expansion.Ambiguous(int word, SequencedSet<String> keywords) ->
          new Outcome.Ambiguous(word, keywords);
      case Expansion.Expanded(Line expanded) when knows(definitions, expanded, from) ->
          new Beginning.Known(expanded);
      case Expansion.Expanded(Line expanded) ->
          switch (find(definitions, expanded, from)) {
            case Outcome.NotFound failure -> failure;
            case Outcome.Ambiguous ambiguous -> ambiguous;
            case Outcome.Found _ -> new Beginning.Known(expanded);
          };
    };
  }

  /** Whether a command of the mode begins with the words of the line from {@code from} on. */
  static boolean knows(List<Definition> definitions, Line line, int from) {
    return definitions.stream().anyMatch(definition -> begins(definition, line, from));
  }

  /** Whether some command of the mode begins with the word in full. */
  static boolean beginsWith(Mode mode, Token word) {
    return definitions(mode).stream()
        .map(definition -> definition.syntax().sequence().elements().getFirst())
        .anyMatch(first -> first instanceof Syntax.Keyword(String keyword) && word.is(keyword));
  }

  private static List<Syntax> syntaxes(List<Definition> definitions) {
    return definitions.stream().map(Definition::syntax).toList();
  }

  private static boolean begins(Definition definition, Line line, int from) {
    Matching matching = new Matching(line, from);
    return matching.match(definition.syntax(), from).isPresent()
        || matching.farthest() == line.tokens().size();
  }
}
