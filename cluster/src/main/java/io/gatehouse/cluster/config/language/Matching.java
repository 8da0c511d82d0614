package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Syntax.Argument;
import io.gatehouse.cluster.config.language.Syntax.Choice;
import io.gatehouse.cluster.config.language.Syntax.Element;
import io.gatehouse.cluster.config.language.Syntax.Keyword;
import io.gatehouse.cluster.config.language.Syntax.Repeated;
import io.gatehouse.cluster.config.language.Syntax.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Tries one syntax on a line, and remembers what would have been right at the word that nothing
 * fitted.
 */
public final class Matching {

  private final Line line;
  private final SequencedSet<String> keywords = new LinkedHashSet<>();
  private final SequencedSet<String> descriptions = new LinkedHashSet<>();
  private int farthest;

  /**
   * @param from the index of the first word to look at
   */
  Matching(Line line, int from) {
    this.line = line;
    this.farthest = from;
  }

  /** A word of the line and the part of the command that it is. */
  public record Bound(Element element, Token token) {
    boolean isKeyword() {
      return switch (element) {
        case Keyword _ -> true;
        case Argument(String _, Parameter parameter) -> parameter instanceof Parameter.OneOf;
        case Choice _, Repeated _ -> false;
      };
    }
  }

  /** The bound words, when the syntax fits from {@code from} to the end of the line. */
  Optional<List<Bound>> match(Syntax syntax, int from) {
    return match(syntax.sequence().elements(), from, List.of());
  }

  /** The index of the first word that did not fit; the number of words when one is missing. */
  int farthest() {
    return farthest;
  }

  SequencedSet<String> keywords() {
    return keywords;
  }

  /** Kinds of arguments, as they complete "expected ...". */
  SequencedSet<String> descriptions() {
    return descriptions;
  }

  private Optional<List<Bound>> match(List<Element> elements, int at, List<Bound> bound) {
    if (elements.isEmpty()) {
      return at == line.tokens().size() ? Optional.of(bound) : mismatch(at);
    }
    List<Element> rest = elements.subList(1, elements.size());
    return switch (elements.getFirst()) {
      case Keyword keyword -> word(keyword, at, rest, bound);
      case Argument argument -> argument(argument, at, rest, bound);
      case Choice choice -> choice(choice, at, rest, bound);
      case Repeated repeated -> repeated(repeated, at, rest, bound);
    };
  }

  private Optional<List<Bound>> word(
      Keyword keyword, int at, List<Element> rest, List<Bound> bound) {
    if (at < line.tokens().size() && line.tokens().get(at).is(keyword.word())) {
      return match(rest, at + 1, plus(bound, keyword, line.tokens().get(at)));
    }
    Optional<List<Bound>> none = mismatch(at);
    if (at == farthest) {
      keywords.add(keyword.word());
    }
    return none;
  }

  private Optional<List<Bound>> argument(
      Argument argument, int at, List<Element> rest, List<Bound> bound) {
    if (at < line.tokens().size() && argument.parameter().accepts(line.tokens().get(at))) {
      boolean whole = argument.parameter().wholeLine();
      Token token = whole ? line.rest(at) : line.tokens().get(at);
      return match(rest, whole ? line.tokens().size() : at + 1, plus(bound, argument, token));
    }
    Optional<List<Bound>> none = mismatch(at);
    if (at == farthest) {
      switch (argument.parameter()) {
        case Parameter.OneOf oneOf -> keywords.addAll(oneOf.keywords());
        case Parameter other -> descriptions.add(other.expected());
      }
    }
    return none;
  }

  private Optional<List<Bound>> choice(
      Choice choice, int at, List<Element> rest, List<Bound> bound) {
    for (Sequence alternative : viable(choice, at)) {
      List<Element> path = new ArrayList<>(alternative.elements());
      path.addAll(rest);
      Optional<List<Bound>> match = match(path, at, bound);
      if (match.isPresent()) {
        return match;
      }
    }
    return Optional.empty();
  }

  /**
   * As on IOS, a word that is a keyword in its place is that keyword: what follows it may be wrong
   * or missing, but the word is no name and no secret. Neither is the abbreviation of one the
   * beginning of a longer text.
   */
  private List<Sequence> viable(Choice choice, int at) {
    List<Sequence> led =
        choice.alternatives().stream().filter(alternative -> leads(alternative, at)).toList();
    if (!led.isEmpty()) {
      return led;
    }
    boolean abbreviated =
        at + 1 < line.tokens().size()
            && choice.alternatives().stream().anyMatch(alternative -> isBegun(alternative, at));
    return abbreviated
        ? choice.alternatives().stream().filter(alternative -> !isText(alternative)).toList()
        : choice.alternatives();
  }

  private boolean isBegun(Sequence alternative, int at) {
    return !alternative.elements().isEmpty()
        && alternative.elements().getFirst() instanceof Keyword(String word)
        && Abbreviations.begins(line.tokens().get(at).text(), word);
  }

  private static boolean isText(Sequence alternative) {
    return !alternative.elements().isEmpty()
        && switch (alternative.elements().getFirst()) {
          case Argument(String _, Parameter parameter) -> parameter.wholeLine();
          case Choice(List<Sequence> inner) -> inner.stream().anyMatch(Matching::isText);
          case Keyword _, Repeated _ -> false;
        };
  }

  private boolean leads(Sequence alternative, int at) {
    if (alternative.elements().isEmpty() || at >= line.tokens().size()) {
      return false;
    }
    return switch (alternative.elements().getFirst()) {
      case Keyword keyword -> line.tokens().get(at).is(keyword.word());
      case Argument(String _, Parameter.OneOf words) -> words.accepts(line.tokens().get(at));
      case Argument _ -> false;
      case Choice inner -> inner.alternatives().stream().anyMatch(one -> leads(one, at));
      case Repeated(Element repeated) -> leads(new Sequence(List.of(repeated)), at);
    };
  }

  private Optional<List<Bound>> repeated(
      Repeated repeated, int at, List<Element> rest, List<Bound> bound) {
    List<Element> path = new ArrayList<>(repeated.unrolled());
    path.addAll(rest);
    return match(path, at, bound);
  }

  private Optional<List<Bound>> mismatch(int at) {
    if (at > farthest) {
      farthest = at;
      keywords.clear();
      descriptions.clear();
    }
    return Optional.empty();
  }

  private static List<Bound> plus(List<Bound> bound, Element element, Token token) {
    List<Bound> more = new ArrayList<>(bound);
    more.add(new Bound(element, token));
    return more;
  }
}
