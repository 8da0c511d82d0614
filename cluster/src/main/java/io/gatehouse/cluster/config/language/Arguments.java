package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Matching.Bound;
import io.gatehouse.cluster.config.language.Syntax.Argument;
import java.util.List;
import java.util.Optional;

/** What was said in a command besides its name. Its text may hold a secret, and is not printed. */
public final class Arguments {

  private final List<Bound> words;

  Arguments(List<Bound> words) {
    this.words = List.copyOf(words);
  }

  public boolean has(String keyword) {
    return words.stream()
        .anyMatch(
            word ->
                word.element() instanceof Syntax.Keyword(String written)
                    && written.equals(keyword));
  }

  public Optional<String> text(String name) {
    return words.stream()
        .filter(
            word ->
                word.element() instanceof Argument(String argument, Parameter _)
                    && argument.equals(name))
        .map(word -> word.token().text())
        .findFirst();
  }

  /**
   * An argument that the command cannot be written without.
   *
   * @throws IllegalStateException when the grammar has no such argument
   */
  public String required(String name) {
    return text(name).orElseThrow(() -> new IllegalStateException("no argument " + name));
  }

  public Optional<Long> number(String name) {
    return text(name).map(Long::valueOf);
  }

  /** The delimiter of a text that goes on in the lines below; empty when none does. */
  public Optional<String> openText() {
    return words.stream()
        .filter(word -> word.element() instanceof Argument(String _, Parameter.Delimited _))
        .map(word -> DelimitedText.of(word.token().text()))
        .filter(text -> !text.closed())
        .map(DelimitedText::delimiter)
        .findFirst();
  }
}
