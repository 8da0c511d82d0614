package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Syntax.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Writes abbreviated keywords out. As on IOS, a word stands for the one keyword that begins with
 * it, among all that the commands of the mode have in its place.
 */
final class Abbreviations {

  private final Line line;
  private final boolean names;
  private final List<Token> tokens;
  private List<List<Element>> open;

  private Abbreviations(Collection<Syntax> commands, Line line, boolean names) {
    this.line = line;
    this.names = names;
    this.tokens = new ArrayList<>(line.tokens());
    this.open = commands.stream().map(command -> command.sequence().elements()).toList();
  }

  /** What the words of a line stand for. */
  sealed interface Expansion {

    /**
     * Words that stand for no keyword are as they were.
     *
     * @param line with its keywords in full; columns are those of the line as written
     */
    record Expanded(Line line) implements Expansion {}

    /** The word at the index {@code word} may be any of {@code keywords}, two or more. */
    record Ambiguous(int word, SequencedSet<String> keywords) implements Expansion {}
  }

  /**
   * @param commands those of one mode
   * @param from the index of the first word to look at
   * @param names whether a word that may be a name is one; otherwise it is the keyword that begins
   *     with it
   */
  static Expansion expand(Collection<Syntax> commands, Line line, int from, boolean names) {
    return new Abbreviations(commands, line, names).expand(from);
  }

  /**
   * Whether {@code word} begins {@code keyword}, and does not cut a number in it off: {@code group
   * 1} does not mean 14.
   */
  static boolean begins(String word, String keyword) {
    if (word.length() >= keyword.length()
        || !keyword.regionMatches(true, 0, word, 0, word.length())) {
      return false;
    }
    boolean digitBefore = Character.isDigit(word.charAt(word.length() - 1));
    return !digitBefore || !Character.isDigit(keyword.charAt(word.length()));
  }

  private Expansion expand(int from) {
    for (int at = from; at < tokens.size() && !open.isEmpty(); at++) {
      List<Place> places = open.stream().flatMap(Place::next).toList();
      SequencedSet<String> keywords = meant(places, tokens.get(at));
      if (keywords.size() > 1) {
        return new Expansion.Ambiguous(at, keywords);
      }
      if (!keywords.isEmpty()) {
        tokens.set(at, tokens.get(at).standingFor(keywords.getFirst()));
      }
      Token token = tokens.get(at);
      open =
          places.stream()
              .filter(place -> place.takes(token) && !place.endsLine())
              .map(Place::rest)
              .toList();
    }
    return new Expansion.Expanded(line.with(tokens));
  }

  /** None when the word is a keyword in full, an argument, or nothing that is known. */
  private SequencedSet<String> meant(List<Place> places, Token token) {
    SequencedSet<String> begun = new LinkedHashSet<>();
    for (String keyword : places.stream().flatMap(place -> place.keywords().stream()).toList()) {
      if (token.is(keyword)) {
        return new LinkedHashSet<>();
      }
      if (begins(token.text(), keyword)) {
        begun.add(keyword);
      }
    }
    boolean argument =
        places.stream().anyMatch(place -> place.keywords().isEmpty() && place.takes(token));
    return names && argument ? new LinkedHashSet<>() : begun;
  }
}
