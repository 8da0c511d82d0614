package io.gatehouse.cluster.config.meaning;

import io.gatehouse.cluster.config.language.Problems;
import io.gatehouse.cluster.config.language.Spelling;
import io.gatehouse.cluster.config.language.Token;
import io.gatehouse.cluster.config.language.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration defines under names. A definition with a mistake in it stays known by its
 * name, so that references to it are not reported as well.
 */
final class Catalogue<T> {

  private final String kind;
  private final Map<String, Optional<T>> definitions = new LinkedHashMap<>();

  /**
   * @param kind the words that define one, such as {@code radius server}
   */
  Catalogue(String kind) {
    this.kind = kind;
  }

  void define(String name, Optional<T> definition) {
    definitions.put(name, definition);
  }

  /** The definition that is meant, or a mistake at the reference. */
  Optional<T> resolve(Token reference, Problems problems) {
    Optional<T> known = definitions.get(reference.text());
    if (known == null) {
      notDefined(reference, problems);
      return Optional.empty();
    }
    return known;
  }

  boolean knows(String name) {
    return definitions.containsKey(name);
  }

  Optional<T> find(String name) {
    return definitions.getOrDefault(name, Optional.empty());
  }

  List<T> all() {
    return definitions.values().stream().flatMap(Optional::stream).toList();
  }

  /** By name, in the order of the configuration. */
  Map<String, T> byName() {
    Map<String, T> byName = new LinkedHashMap<>();
    definitions.forEach((name, value) -> value.ifPresent(found -> byName.put(name, found)));
    return byName;
  }

  private void notDefined(Token reference, Problems problems) {
    Optional<String> meant = Spelling.nearest(reference.text(), definitions.keySet());
    String suggestion = meant.map(name -> " (did you mean '" + name + "'?)").orElse("");

    String expected =
        definitions.isEmpty()
            ? "one to be defined by '" + kind + "'"
            : Wording.oneOf(definitions.keySet());
    problems.mistake(
        reference, "there is no " + kind + " " + Wording.quote(reference) + suggestion, expected);
  }
}
