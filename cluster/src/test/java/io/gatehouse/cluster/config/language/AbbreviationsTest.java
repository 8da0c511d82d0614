package io.gatehouse.cluster.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cluster.config.language.Grammar.Outcome;
import io.gatehouse.cluster.config.language.Matching.Bound;
import io.gatehouse.cluster.config.language.Syntax.Argument;
import io.gatehouse.cluster.config.language.Syntax.Choice;
import io.gatehouse.cluster.config.language.Syntax.Element;
import io.gatehouse.cluster.config.language.Syntax.Keyword;
import io.gatehouse.cluster.config.language.Syntax.Repeated;
import io.gatehouse.cluster.config.language.Syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keywords may be cut short, and never mean anything else then. */
class AbbreviationsTest {

  @ParameterizedTest
  @EnumSource
  void everyKeywordOfEveryCommandMayBeAbbreviated(Command command) {
    check(command);
  }

  @ParameterizedTest
  @MethodSource("io.gatehouse.cluster.config.language.Accepted#all")
  void soMayThoseWithoutEffect(Definition definition) {
    check(definition);
  }

  @Test
  void aWordThatMayBeANameIsOneUnlessTheLineFitsInNoOtherWay() {
    assertThat(bound(Mode.PROFILE, "aaa authorization group eap list L n"))
        .containsExactly("aaa", "authorization", "group", "eap", "list", "L", "n");
    assertThat(bound(Mode.PROFILE, "aaa authorization group eap list L n M"))
        .containsExactly("aaa", "authorization", "group", "eap", "list", "L", "name-mangler", "M");
  }

  @Test
  void theAbbreviationOfAKeywordIsNotTheBeginningOfAKey() {
    assertThat(bound(Mode.PEER, "pre-shared-key rem hunter2"))
        .containsExactly("pre-shared-key", "remote", "hunter2");
    assertThat(bound(Mode.PEER, "pre-shared-key loc h 00ff"))
        .containsExactly("pre-shared-key", "local", "hex", "00ff");
    assertThat(bound(Mode.PEER, "pre-shared-key loc")).containsExactly("pre-shared-key", "loc");
    assertThat(bound(Mode.PEER, "pre-shared-key two words"))
        .containsExactly("pre-shared-key", "two words");
  }

  private static void check(Definition definition) {
    for (List<Word> words : samples(definition.syntax().sequence().elements())) {
      List<Bound> meant = found(definition.mode(), text(words));
      for (int at = 0; at < words.size(); at++) {
        if (words.get(at).keyword()) {
          abbreviate(definition.mode(), words, at, meant);
        }
      }
    }
  }

  private static void abbreviate(Mode mode, List<Word> words, int at, List<Bound> meant) {
    String keyword = words.get(at).text();
    for (int length = 1; length < keyword.length(); length++) {
      List<Word> cut = new ArrayList<>(words);
      cut.set(at, new Word(keyword.substring(0, length), true));
      Line line = Line.of(1, text(cut));
      boolean name = Grammar.find(Grammar.definitions(mode), line, 0) instanceof Outcome.Found;
      if (!name) {
        switch (Grammar.findAbbreviated(Grammar.definitions(mode), line, 0)) {
          case Outcome.Found(Statement statement) ->
              assertThat(texts(statement.words())).as(line.text()).isEqualTo(texts(meant));
          case Outcome.Ambiguous(int word, var keywords) -> {
            assertThat(word).as(line.text()).isEqualTo(at);
            assertThat(keywords).as(line.text()).contains(keyword).hasSizeGreaterThan(1);
          }
          case Outcome.NotFound _ -> {
            boolean cutsNumber = !Abbreviations.begins(cut.get(at).text(), keyword);
            boolean other = Grammar.hasKeyword(cut.get(at).text());
            assertThat(cutsNumber || other).as(line.text()).isTrue();
          }
        }
      }
    }
  }

  private record Word(String text, boolean keyword) {}

  /** Every way to write a command, with each part that may be repeated once. */
  private static List<List<Word>> samples(List<Element> elements) {
    if (elements.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Word>> samples = new ArrayList<>();
    for (List<Word> first : samples(elements.getFirst())) {
      for (List<Word> rest : samples(elements.subList(1, elements.size()))) {
        samples.add(Stream.concat(first.stream(), rest.stream()).toList());
      }
    }
    return samples;
  }

  private static List<List<Word>> samples(Element element) {
    return switch (element) {
      case Keyword(String word) -> List.of(List.of(new Word(word, true)));
      case Argument(String _, Parameter.OneOf(List<String> keywords)) ->
          keywords.stream().map(keyword -> List.of(new Word(keyword, true))).toList();
      case Argument(String _, Parameter parameter) ->
          List.of(List.of(new Word(sample(parameter), false)));
      case Choice(List<Sequence> alternatives) ->
          alternatives.stream().flatMap(one -> samples(one.elements()).stream()).toList();
      case Repeated(Element repeated) -> samples(repeated);
    };
  }

  private static String sample(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Word _ -> "Zz";
      case Parameter.Rest _ -> "zz zz";
      case Parameter.Delimited _ -> "^zz zz^";
      case Parameter.VirtualTemplate _ -> "Virtual-Template1 type tunnel";
      case Parameter.Range(long least, long _) -> Long.toString(least);
      case Parameter.Ipv4 _, Parameter.Ip _ -> "192.0.2.1";
      case Parameter.Ipv6 _ -> "2001:db8::1";
      case Parameter.Ipv6Prefix _ -> "2001:db8::/64";
      case Parameter.Mask _ -> "255.255.255.0";
      case Parameter.Wildcard _ -> "0.0.0.255";
      case Parameter.Hex _ -> "00ff";
      case Parameter.OneOf(List<String> keywords) -> keywords.getFirst();
    };
  }

  private static String text(List<Word> words) {
    return String.join(" ", words.stream().map(Word::text).toList());
  }

  private static List<Bound> found(Mode mode, String text) {
    Line line = Line.of(1, text);
    Outcome outcome = Grammar.find(Grammar.definitions(mode), line, 0);
    if (!(outcome instanceof Outcome.Found)) {
      outcome = Grammar.findAbbreviated(Grammar.definitions(mode), line, 0);
    }
    assertThat(outcome).as(text).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found) outcome).statement().words();
  }

  private static List<String> bound(Mode mode, String text) {
    return texts(found(mode, text));
  }

  private static List<String> texts(List<Bound> words) {
    return words.stream().map(word -> word.token().text()).toList();
  }
}
