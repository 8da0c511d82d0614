package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.Prospect;
import io.gatehouse.cluster.config.language.Prospect.Option;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code ?} is answered with. */
final class HelpPage {

  private static final int NARROWEST = 8;

  private HelpPage() {}

  /**
   * @param line up to where {@code ?} was typed; behind a word it asks for the words that begin so
   */
  static String of(String line, Prospect prospect) {
    return switch (prospect) {
      case Prospect.Ambiguous _ -> Complaint.ambiguous(line);
      case Prospect.Invalid _ -> Complaint.UNRECOGNIZED;
      case Prospect.Open(List<Option> options) when options.isEmpty() -> Complaint.UNRECOGNIZED;
      case Prospect.Open(List<Option> options) when wordIsBegun(line) && keywords(options) ->
          options.stream().map(Option::shown).collect(Collectors.joining("  ", "", "\n"));
      case Prospect.Open(List<Option> options) -> table(options);
    };
  }

  private static boolean wordIsBegun(String line) {
    return !line.isEmpty() && !Character.isWhitespace(line.charAt(line.length() - 1));
  }

  private static boolean keywords(List<Option> options) {
    return options.stream().allMatch(Option::keyword);
  }

  private static String table(List<Option> options) {
    int width =
        options.stream().mapToInt(option -> option.shown().length()).reduce(NARROWEST, Math::max);
    return options.stream()
        .map(option -> ("  %-" + width + "s  %s").formatted(option.shown(), option.help()))
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
