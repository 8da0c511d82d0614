package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Matching.Bound;
import io.gatehouse.cluster.config.language.Syntax.Argument;
import io.gatehouse.cluster.config.language.Syntax.Keyword;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A command as it was written, and the statements of its block. */
public record Statement(Definition definition, Line line, List<Bound> words, Section body) {
  public Statement {
    words = List.copyOf(words);
  }

  /** The arguments called {@code name}, in the order of the line. */
  public List<Token> arguments(String name) {
    return words.stream()
        .filter(word -> word.element() instanceof Argument argument && argument.name().equals(name))
        .map(Bound::token)
        .toList();
  }

  public Optional<Token> argument(String name) {
    return arguments(name).stream().findFirst();
  }

  /**
   * An argument that the command cannot be written without.
   *
   * @throws IllegalStateException when the grammar has no such argument
   */
  public Token required(String name) {
    return argument(name).orElseThrow(() -> new IllegalStateException("no argument " + name));
  }

  public int number(String name) {
    return Integer.parseInt(required(name).text());
  }

  public Optional<Token> keyword(String word) {
    return words.stream()
        .filter(bound -> bound.element() instanceof Keyword keyword && keyword.word().equals(word))
        .map(Bound::token)
        .findFirst();
  }

  public boolean has(String keyword) {
    return keyword(keyword).isPresent();
  }

  /** The last keyword: what the command is about. */
  public Token subject() {
    return words.stream()
        .filter(bound -> bound.element() instanceof Keyword)
        .map(Bound::token)
        .reduce((first, second) -> second)
        .orElse(line.tokens().getFirst());
  }

  /** The words with their keywords in full. A secret is among them as it is written. */
  public Stream<String> texts() {
    return words.stream()
        .map(
            bound ->
                bound.element() instanceof Keyword(String keyword)
                    ? keyword
                    : bound.token().text());
  }
}
