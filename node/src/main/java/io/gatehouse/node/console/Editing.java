package io.gatehouse.node.console;

import io.gatehouse.cluster.config.Problem;
import io.gatehouse.cluster.config.UnusedLines;
import io.gatehouse.cluster.config.archive.ArchivedConfiguration;
import io.gatehouse.cluster.config.archive.Candidate;
import io.gatehouse.cluster.config.language.CommandTree;
import io.gatehouse.cluster.config.language.Definition;
import io.gatehouse.cluster.config.language.Entered;
import io.gatehouse.cluster.config.language.Mode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lines that somebody enters in configure mode, each looked at when it comes. They take effect
 * together, and stay here until they do.
 */
final class Editing {

  private static final String SOURCE = "terminal";

  /** As many as {@link Candidate} takes. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private ArchivedConfiguration base;
  private Candidate.Changed candidate;
  private String entered = "";

  /** A text between delimiters, as far as it was entered. */
  private Optional<OpenText> openText = Optional.empty();

  private record OpenText(String delimiter, String lines) {}

  private Editing(ArchivedConfiguration base, Candidate.Changed candidate) {
    this.base = base;
    this.candidate = candidate;
  }

  /** Empty when not even what stands can be read any more. */
  static Optional<Editing> of(ArchivedConfiguration base) {
    return Candidate.of(base.text(), SOURCE, "") instanceof Candidate.Changed standing
        ? Optional.of(new Editing(base, standing))
        : Optional.empty();
  }

  Mode mode() {
    return candidate.mode();
  }

  /** Whether the next line is a part of a text, and no command. */
  boolean inText() {
    return openText.isPresent();
  }

  ArchivedConfiguration base() {
    return base;
  }

  Candidate.Changed candidate() {
    return candidate;
  }

  /**
   * @param indent columns before the line on the terminal
   */
  Answer enter(String line, int indent) {
    if (openText.isPresent()) {
      return text(openText.get(), line);
    }
    if (CommandTree.of(mode()).read(line) instanceof Entered.Understood<Definition> understood
        && understood.arguments().openText().isPresent()) {
      openText =
          Optional.of(new OpenText(understood.arguments().openText().orElseThrow(), line + "\n"));
      return Answer.NOTHING;
    }
    return take(line + "\n", mistake -> complaint(line, mistake, indent));
  }

  private Answer text(OpenText open, String line) {
    String lines = open.lines() + line + "\n";
    if (entered.length() + lines.length() > MOST_CHARACTERS) {
      openText = Optional.empty();
      return Answer.failure("% The text is too long.\n");
    }
    if (!line.contains(open.delimiter())) {
      openText = Optional.of(new OpenText(open.delimiter(), lines));
      return Answer.NOTHING;
    }
    openText = Optional.empty();
    return take(lines, mistake -> "% " + mistake.what() + "\n");
  }

  private interface Complaining {
    String about(Problem mistake);
  }

  private Answer take(String lines, Complaining complaining) {
    return switch (Candidate.of(base.text(), SOURCE, entered + lines)) {
      case Candidate.Changed changed -> {
        List<UnusedLines> news =
            changed.unused().subList(candidate.unused().size(), changed.unused().size());
        entered += lines;
        candidate = changed;
        yield Answer.of(notes(news));
      }
      case Candidate.Mistaken(List<Problem> mistakes, List<UnusedLines> _) ->
          Answer.failure(complaining.about(mistakes.getLast()));
    };
  }

  private static String notes(List<UnusedLines> unused) {
    return unused.stream()
        .map(lines -> "%% irrelevant here: %s (%s)\n".formatted(lines.excerpt(), lines.reason()))
        .collect(Collectors.joining());
  }

  private String complaint(String line, Problem mistake, int indent) {
    Entered<Definition> own = CommandTree.of(mode()).read(line);
    Entered<Definition> global = CommandTree.of(Mode.GLOBAL).read(line);
    Entered<Definition> meant = own instanceof Entered.Invalid ? global : own;
    String why = "% " + mistakeInBlock(line).orElse(mistake).what() + "\n";
    return switch (meant) {
      case Entered.Understood<Definition> _ -> why;
      case Entered.Invalid<Definition> _ -> Complaint.invalid(indent, mistake.column()) + why;
      case Entered.Ambiguous<Definition> _, Entered.Incomplete<Definition> _ ->
          Complaint.of(meant, line, indent).orElseThrow();
    };
  }

  /** Indentation tells which block a line was meant for that is in none. */
  private Optional<Problem> mistakeInBlock(String line) {
    return Candidate.of(base.text(), SOURCE, entered + " " + line + "\n")
            instanceof Candidate.Mistaken(List<Problem> mistakes, List<UnusedLines> _)
        ? Optional.of(mistakes.getLast())
        : Optional.empty();
  }

  /**
   * Enters the same lines again on another configuration, which somebody else has made meanwhile.
   *
   * @return what is wrong with them there; empty when nothing is
   */
  Optional<String> moveTo(ArchivedConfiguration other) {
    return switch (Candidate.of(other.text(), SOURCE, entered)) {
      case Candidate.Changed changed -> {
        base = other;
        candidate = changed;
        yield Optional.empty();
      }
      case Candidate.Mistaken(List<Problem> mistakes, List<UnusedLines> _) ->
          Optional.of(
              mistakes.stream().map(Problem::toString).collect(Collectors.joining("\n", "", "\n")));
    };
  }
}
