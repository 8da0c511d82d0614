package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.CommandTree;
import io.gatehouse.cluster.config.language.Mode;
import io.gatehouse.cluster.config.language.Prospect;
import io.gatehouse.cluster.config.language.Prospect.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a line in configure mode is: a command of the block, or one that is the same in all. */
sealed interface ConfigureLine {

  /**
   * {@code do}: a command from outside of the configuration.
   *
   * @param column from 1, of its first word
   */
  record Exec(String command, int column) implements ConfigureLine {}

  /** {@code end}, and {@code exit} of the outermost block. */
  record Leave() implements ConfigureLine {}

  record Abort() implements ConfigureLine {}

  /** A line for the configuration. */
  record Entry(String text) implements ConfigureLine {}

  static ConfigureLine read(String line, Mode mode) {
    String text = line.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("do ")) {
      String command = behindFirstWord(line);
      return new Exec(command, line.length() - command.length() + 1);
    }
    return switch (text) {
      case "end" -> new Leave();
      case "exit" -> mode == Mode.GLOBAL ? new Leave() : new Entry(line);
      case "abort" -> new Abort();
      default -> new Entry(line);
    };
  }

  /** What may stand at the end of a line. A command of the outermost block ends the others. */
  static Prospect ahead(Mode mode, Privilege privilege, String line) {
    String text = line.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("do ")) {
      return ExecLine.ahead(privilege, behindFirstWord(line));
    }
    if (text.startsWith("no ") || text.startsWith("default ")) {
      return ofBlocks(mode, behindFirstWord(line));
    }
    return joined(ofBlocks(mode, line), ConfigureCommand.tree().ahead(line));
  }

  private static Prospect ofBlocks(Mode mode, String line) {
    Prospect own = CommandTree.of(mode).ahead(line);
    boolean fits =
        switch (own) {
          case Prospect.Open(List<Option> options) -> !options.isEmpty();
          case Prospect.Ambiguous _ -> true;
          case Prospect.Invalid _ -> false;
        };
    return fits ? own : CommandTree.of(Mode.GLOBAL).ahead(line);
  }

  private static Prospect joined(Prospect block, Prospect everywhere) {
    if (!(everywhere instanceof Prospect.Open(List<Option> more)) || more.isEmpty()) {
      return block;
    }
    List<Option> options = new ArrayList<>(more);
    if (block instanceof Prospect.Open(List<Option> own)) {
      options.addAll(own);
    }
    options.sort(Comparator.comparing(Option::keyword).reversed().thenComparing(Option::shown));
    return new Prospect.Open(options);
  }

  private static String behindFirstWord(String line) {
    return line.stripLeading().replaceFirst("^\\S+\\s+", "");
  }
}
