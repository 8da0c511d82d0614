package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.Arguments;
import io.gatehouse.cluster.config.language.Entered;
import io.gatehouse.cluster.config.language.Prospect;
import io.gatehouse.cluster.config.language.Prospect.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a line that is typed outside of the configuration: a command, and what is done to it. */
final class ExecLine {

  private static final String SHOW = "show";
  private static final Option BAR = new Option("|", true, "Output modifiers");

  private ExecLine() {}

  /** What a line is. */
  sealed interface Reading {

    record Command(ExecCommand command, Arguments arguments, Optional<Filter> filter)
        implements Reading {}

    /**
     * @param complaint is printed instead
     */
    record Refused(String complaint) implements Reading {}
  }

  /** What is done to the output of a command. */
  record Filter(OutputModifier modifier, Arguments arguments) {}

  /**
   * @param indent columns before the line on the terminal
   */
  static Reading read(Privilege privilege, String line, int indent) {
    int bar = bar(line);
    String command = bar < 0 ? line : line.substring(0, bar);
    Entered<ExecCommand> entered = ExecGrammar.commands(privilege).read(command);
    if (!(entered instanceof Entered.Understood<ExecCommand>(ExecCommand what, Arguments how))) {
      return new Reading.Refused(Complaint.of(entered, command, indent).orElseThrow());
    }
    if (bar < 0) {
      return new Reading.Command(what, how, Optional.empty());
    }
    String modifier = line.substring(bar + 1);
    Entered<OutputModifier> filter = ExecGrammar.modifiers().read(modifier);
    if (filter instanceof Entered.Understood<OutputModifier>(OutputModifier which, Arguments its)) {
      return new Reading.Command(what, how, Optional.of(new Filter(which, its)));
    }
    return new Reading.Refused(Complaint.of(filter, line, indent + bar + 1).orElseThrow());
  }

  /** What may stand at the end of the line. */
  static Prospect ahead(Privilege privilege, String line) {
    int bar = bar(line);
    if (bar >= 0) {
      return ExecGrammar.modifiers().ahead(line.substring(bar + 1));
    }
    Prospect prospect = ExecGrammar.commands(privilege).ahead(line);
    if (prospect instanceof Prospect.Open(List<Option> options)
        && isShow(line)
        && options.stream().anyMatch(option -> option.shown().equals("<cr>"))) {
      List<Option> more = new ArrayList<>(options);
      more.add(options.size() - 1, BAR);
      return new Prospect.Open(more);
    }
    return prospect;
  }

  /** Where the bar is, or -1. Only what is shown is filtered. */
  private static int bar(String line) {
    return isShow(line) ? line.indexOf(" |") + (line.contains(" |") ? 1 : 0) : -1;
  }

  private static boolean isShow(String line) {
    String first = line.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    return !first.isEmpty() && SHOW.startsWith(first);
  }
}
