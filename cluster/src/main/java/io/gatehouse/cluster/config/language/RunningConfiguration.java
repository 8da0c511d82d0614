package io.gatehouse.cluster.config.language;

import io.gatehouse.cluster.config.language.Matching.Bound;
import io.gatehouse.cluster.config.language.Syntax.Argument;
import io.gatehouse.cluster.config.language.Syntax.Keyword;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints what was understood of a configuration as IOS prints its own: keywords in full, blocks
 * indented by one blank. Read again, it means the same, but for its secrets, which are removed.
 */
public final class RunningConfiguration {

  /** Stands for a secret, and is none: a configuration that has it is refused. */
  public static final String REMOVED = "<removed>";

  private static final Set<String> SECRETS = Set.of("secret", "encrypted", "hex");
  private static final List<String> DELIMITERS = List.of("^C", "#", "~", "%", "@", "|", "=");
  private static final String SEPARATOR = "!";

  private final UnaryOperator<String> secrets;
  private final StringBuilder text = new StringBuilder();

  private RunningConfiguration(UnaryOperator<String> secrets) {
    this.secrets = secrets;
  }

  public static String of(Section section) {
    return of(section, secret -> REMOVED);
  }

  /** With its secrets: for whoever must know them, never for an eye. */
  public static String withSecrets(Section section) {
    return of(section, UnaryOperator.identity());
  }

  /**
   * @param secrets what is printed in place of each
   */
  static String of(Section section, UnaryOperator<String> secrets) {
    RunningConfiguration printed = new RunningConfiguration(secrets);
    printed.statements(section, "");
    return printed.text.append("end\n").toString();
  }

  private void statements(Section section, String indent) {
    for (Statement statement : section.statements()) {
      // Of the commands without effect only those that others refer to are in the grammar itself.
      if (statement.definition() instanceof Command) {
        String words =
            statement.words().stream().flatMap(this::word).collect(Collectors.joining(" "));
        text.append(indent).append(words).append('\n');
        if (opens(statement)) {
          statements(statement.body(), indent + " ");
          text.append(indent).append(SEPARATOR).append('\n');
        }
      }
    }
  }

  private static boolean opens(Statement statement) {
    return statement.definition().standing() instanceof Standing.Effective(var opens)
        && opens.isPresent();
  }

  private Stream<String> word(Bound word) {
    String written = word.token().text();
    return switch (word.element()) {
      case Keyword(String keyword) -> Stream.of(keyword);
      case Argument(String _, Parameter.OneOf(List<String> keywords)) ->
          keywords.stream().filter(written::equalsIgnoreCase);
      case Argument(String _, Parameter.Delimited _) -> Stream.of(delimited(written));
      case Argument(String name, Parameter _) ->
          Stream.of(SECRETS.contains(name) ? secrets.apply(written) : written);
      case Syntax.Choice _, Syntax.Repeated _ -> Stream.of();
    };
  }

  /** In lines of its own when it has several. */
  private static String delimited(String text) {
    String delimiter =
        DELIMITERS.stream().filter(one -> !text.contains(one)).findFirst().orElse("");
    String around = text.contains("\n") ? "\n" : "";
    return delimiter + around + text + around + delimiter;
  }
}
