package io.gatehouse.cluster.config.language;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a command is written, in the notation of IOS command references: {@code word} is a keyword,
 * {@code *} is whatever follows or nothing, {@code [a]} may be left out, {@code {a | b}} is a
 * choice tried in this order, {@code a...} may be repeated. {@code <name:kind>} is an argument: a
 * {@code word}, the rest of the {@code line}, a {@code delimited} text, {@code ipv4}, {@code ipv6},
 * {@code ip}, an IPv6 {@code prefix}, {@code mask}, {@code wildcard}, {@code hex}, a {@code
 * secret}, a range {@code 1-9}, or keywords {@code a|b}.
 */
public record Syntax(String notation, Sequence sequence) {

  private static final Pattern SYMBOL =
      Pattern.compile(
          "<[^>]+>|\\.\\.\\.|[\\[\\]{}|]|[^\\s\\[\\]{}|<>]+?(?=\\.\\.\\.|[\\s\\[\\]{}|<>]|$)");

  /** IOS marks with 0 what is in the clear; the other digits are its encryptions and hashes. */
  private static final String SECRET =
      "{0 <secret:line> | {4 | 5 | 6 | 7 | 8 | 9} <encrypted:line> | <secret:line>}";

  /** A part of a command. */
  sealed interface Element {}

  record Keyword(String word) implements Element {}

  record Argument(String name, Parameter parameter) implements Element {}

  record Choice(List<Sequence> alternatives) implements Element {
    Choice {
      alternatives = List.copyOf(alternatives);
    }
  }

  record Repeated(Element element) implements Element {

    /** Once, and then as often as it fits. */
    List<Element> unrolled() {
      Choice more = new Choice(List.of(new Sequence(List.of(this)), new Sequence(List.of())));
      return List.of(element, more);
    }
  }

  record Sequence(List<Element> elements) {
    Sequence {
      elements = List.copyOf(elements);
    }

    /** Those of the arguments too. */
    Stream<String> keywords() {
      return elements.stream().flatMap(Sequence::keywords);
    }

    private static Stream<String> keywords(Element element) {
      return switch (element) {
        case Keyword(String word) -> Stream.of(word);
        case Argument(String _, Parameter.OneOf(List<String> words)) -> words.stream();
        case Argument _ -> Stream.of();
        case Choice(List<Sequence> alternatives) ->
            alternatives.stream().flatMap(Sequence::keywords);
        case Repeated(Element repeated) -> keywords(repeated);
      };
    }
  }

  /** Reads the notation. */
  public static Syntax of(String notation) {
    Iterator<String> symbols =
        SYMBOL.matcher(notation).results().map(MatchResult::group).iterator();
    return new Syntax(notation, alternatives(symbols).getFirst());
  }

  /** Reads up to the bracket that closes, or to the end. */
  private static List<Sequence> alternatives(Iterator<String> symbols) {
    List<Sequence> alternatives = new ArrayList<>();
    List<Element> elements = new ArrayList<>();
    while (symbols.hasNext()) {
      String symbol = symbols.next();
      switch (symbol) {
        case "]", "}" -> {
          alternatives.add(new Sequence(elements));
          return alternatives;
        }
        case "|" -> {
          alternatives.add(new Sequence(elements));
          elements.clear();
        }
        case "..." -> elements.add(new Repeated(elements.removeLast()));
        case "{" -> elements.add(new Choice(alternatives(symbols)));
        case "[" -> elements.add(optional(symbols));
        default -> elements.add(element(symbol));
      }
    }
    alternatives.add(new Sequence(elements));
    return alternatives;
  }

  private static Choice optional(Iterator<String> symbols) {
    List<Sequence> alternatives = new ArrayList<>(alternatives(symbols));
    alternatives.add(new Sequence(List.of()));
    return new Choice(alternatives);
  }

  private static Element element(String symbol) {
    if (symbol.equals("*")) {
      return Syntax.of("[<argument:line>]").sequence().elements().getFirst();
    }
    if (!symbol.startsWith("<")) {
      return new Keyword(symbol);
    }
    int colon = symbol.indexOf(':');
    String kind = symbol.substring(colon + 1, symbol.length() - 1);
    if (kind.equals("secret")) {
      return new Choice(List.of(Syntax.of(SECRET).sequence()));
    }
    return new Argument(symbol.substring(1, colon), Parameter.of(kind));
  }
}
