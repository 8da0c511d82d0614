package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Abbreviations.Expansion;
import io.gatehouse.cluster.config.language.Matching.Bound;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * The commands that somebody at a terminal may type in one place, and what is said to them while
 * they are typed. A line is understood as it is in a configuration: the same {@link Syntax}, the
 * same abbreviations.
 *
 * @param <C> what a command is for who carries it out
 */
public final class CommandTree<C> {

  private final SequencedMap<Syntax, C> commands;
  private final HelpTexts help;

  private CommandTree(SequencedMap<Syntax, C> commands, HelpTexts help) {
    this.commands = commands;
    this.help = help;
  }

  /**
   * @param commands of several that fit a line, the first is meant
   */
  public static <C> CommandTree<C> of(
      Collection<C> commands, Function<C, Syntax> syntax, HelpTexts help) {
    SequencedMap<Syntax, C> bySyntax = new LinkedHashMap<>();
    commands.forEach(command -> bySyntax.putIfAbsent(syntax.apply(command), command));
    return new CommandTree<>(bySyntax, help);
  }

  /** What the commands of a configuration's block are. */
  public static CommandTree<Definition> of(Mode mode) {
    List<Definition> definitions =
        Grammar.definitions(mode).stream()
            .filter(definition -> definition.standing() instanceof Standing.Effective)
            .toList();
    return of(definitions, Definition::syntax, HelpTexts.ofConfiguration());
  }

  /** Understands a whole line. Total. */
  public Entered<C> read(String text) {
    Line line = Line.of(1, text);
    Entered<C> named = read(line, true);
    return named instanceof Entered.Understood || !(read(line, false) instanceof Entered.Understood)
        ? named
        : read(line, false);
  }

  private Entered<C> read(Line line, boolean names) {
    return switch (Abbreviations.expand(commands.keySet(), line, 0, names)) {
      case Expansion.Ambiguous(int word, SequencedSet<String> _) ->
          new Entered.Ambiguous<>(line.tokens().get(word).column());
      case Expansion.Expanded(Line expanded) -> match(expanded);
    };
  }

  private Entered<C> match(Line line) {
    Matching matching = new Matching(line, 0);
    for (var command : commands.entrySet()) {
      Optional<List<Bound>> words = matching.match(command.getKey(), 0);
      if (words.isPresent()) {
        return new Entered.Understood<>(command.getValue(), new Arguments(words.get()));
      }
    }
    int farthest = matching.farthest();
    return farthest == line.tokens().size()
        ? new Entered.Incomplete<>()
        : new Entered.Invalid<>(line.tokens().get(farthest).column());
  }

  /**
   * What may stand at the end of a line that is not finished. Its last word is not finished either,
   * unless a blank follows it.
   */
  public Prospect ahead(String text) {
    Line line = Line.of(1, text);
    boolean begun = !line.tokens().isEmpty() && line.end() > text.length();
    int whole = line.tokens().size() - (begun ? 1 : 0);
    String prefix = begun ? line.tokens().getLast().text() : "";
    Line words = line.with(line.tokens().subList(0, whole));
    return switch (Abbreviations.expand(commands.keySet(), words, 0, true)) {
      case Expansion.Ambiguous(int word, SequencedSet<String> _) ->
          new Prospect.Ambiguous(line.tokens().get(word).column());
      case Expansion.Expanded(Line expanded) ->
          new Lookout(commands.keySet(), help).from(expanded, prefix);
    };
  }
}
