package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.Entered;
import java.util.Optional;

/** What IOS says of a line that it does not take. */
final class Complaint {

  static final String INCOMPLETE = "% Incomplete command.\n\n";
  static final String UNRECOGNIZED = "% Unrecognized command\n";

  private Complaint() {}

  /** None of a line that was understood. */
  static <C> Optional<String> of(Entered<C> entered, String line, int indent) {
    return switch (entered) {
      case Entered.Understood<C> _ -> Optional.empty();
      case Entered.Ambiguous<C> _ -> Optional.of(ambiguous(line));
      case Entered.Incomplete<C> _ -> Optional.of(INCOMPLETE);
      case Entered.Invalid<C>(int column) -> Optional.of(invalid(indent, column));
    };
  }

  static String ambiguous(String line) {
    return "% Ambiguous command:  \"" + line.strip() + "\"\n";
  }

  /**
   * @param indent columns before the line on the terminal, which are those of the prompt
   * @param column from 1, of the word in the line
   */
  static String invalid(int indent, int column) {
    return " ".repeat(indent + column - 1) + "^\n% Invalid input detected at '^' marker.\n\n";
  }
}
