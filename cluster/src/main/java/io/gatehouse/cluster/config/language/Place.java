package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Syntax.Argument;
import io.gatehouse.cluster.config.language.Syntax.Choice;
import io.gatehouse.cluster.config.language.Syntax.Element;
import io.gatehouse.cluster.config.language.Syntax.Keyword;
import io.gatehouse.cluster.config.language.Syntax.Repeated;
import io.gatehouse.cluster.config.language.Syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An element that a word may be, and what may follow it. */
record Place(Element element, List<Element> rest) {

  /** The places of a word at which {@code elements} are still to come. */
  static Stream<Place> next(List<Element> elements) {
    if (elements.isEmpty()) {
      return Stream.empty();
    }
    List<Element> rest = elements.subList(1, elements.size());
    return switch (elements.getFirst()) {
      case Keyword keyword -> Stream.of(new Place(keyword, rest));
      case Argument argument -> Stream.of(new Place(argument, rest));
      case Choice(List<Sequence> alternatives) ->
          alternatives.stream().flatMap(one -> next(joined(one.elements(), rest)));
      case Repeated repeated -> next(joined(repeated.unrolled(), rest));
    };
  }

  /** Whether a command may end where {@code elements} are still to come. */
  static boolean mayEnd(List<Element> elements) {
    return elements.stream()
        .allMatch(
            element ->
                switch (element) {
                  case Keyword _, Argument _ -> false;
                  case Choice(List<Sequence> alternatives) ->
                      alternatives.stream().anyMatch(one -> mayEnd(one.elements()));
                  case Repeated(Element repeated) -> mayEnd(List.of(repeated));
                });
  }

  private static List<Element> joined(List<Element> first, List<Element> rest) {
    List<Element> joined = new ArrayList<>(first);
    joined.addAll(rest);
    return joined;
  }

  List<String> keywords() {
    return switch (element) {
      case Keyword(String word) -> List.of(word);
      case Argument(String _, Parameter.OneOf(List<String> words)) -> words;
      case Argument _, Choice _, Repeated _ -> List.of();
    };
  }

  boolean takes(Token token) {
    return switch (element) {
      case Keyword(String word) -> token.is(word);
      case Argument(String _, Parameter parameter) -> parameter.accepts(token);
      case Choice _, Repeated _ -> false;
    };
  }

  boolean endsLine() {
    return element instanceof Argument(String _, Parameter parameter) && parameter.wholeLine();
  }
}
