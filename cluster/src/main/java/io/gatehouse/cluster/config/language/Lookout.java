package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Prospect.Option;
import io.gatehouse.cluster.config.language.Syntax.Argument;
import io.gatehouse.cluster.config.language.Syntax.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks from the end of the words that are there at those that may follow. */
final class Lookout {

  private final HelpTexts help;
  private List<List<Element>> open;
  private boolean text;

  Lookout(Collection<Syntax> commands, HelpTexts help) {
    this.open = commands.stream().map(command -> command.sequence().elements()).toList();
    this.help = help;
  }

  /**
   * @param line its keywords in full
   * @param prefix what the next word begins with
   */
  Prospect from(Line line, String prefix) {
    List<String> path = new ArrayList<>();
    for (Token token : line.tokens()) {
      List<Place> taken =
          open.stream().flatMap(Place::next).filter(place -> place.takes(token)).toList();
      if (taken.isEmpty() && !text) {
        return new Prospect.Invalid(token.column());
      }
      text |= taken.stream().anyMatch(Place::endsLine);
      open = taken.stream().filter(place -> !place.endsLine()).map(Place::rest).toList();
      path.add(token.text());
    }
    return new Prospect.Open(options(path, prefix));
  }

  /** Keywords by the alphabet, then arguments, then the end. */
  private List<Option> options(List<String> path, String prefix) {
    Map<String, Option> keywords = new TreeMap<>();
    List<Option> arguments = new ArrayList<>();
    open.stream()
        .flatMap(Place::next)
        .forEach(
            place -> {
              place.keywords().stream()
                  .filter(keyword -> keyword.regionMatches(true, 0, prefix, 0, prefix.length()))
                  .forEach(word -> keywords.put(word, Option.keyword(word, help.of(path, word))));
              argument(place, path, prefix, arguments);
            });
    List<Option> options = new ArrayList<>(keywords.values());
    options.addAll(arguments);
    if (prefix.isEmpty() && (text || open.stream().anyMatch(Place::mayEnd))) {
      options.add(Option.END);
    }
    return options;
  }

  private void argument(Place place, List<String> path, String prefix, List<Option> options) {
    boolean fits = prefix.isEmpty() || place.takes(new Token(prefix, 1, 1, prefix));
    if (place.element() instanceof Argument(String name, Parameter parameter)
        && place.keywords().isEmpty()
        && fits) {
      Option option = Option.argument(parameter.symbol(), help.of(path, "<" + name + ">"));
      if (!options.contains(option)) {
        options.add(option);
      }
    }
  }
}
