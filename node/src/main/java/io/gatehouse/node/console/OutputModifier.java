package io.gatehouse.node.console;

import io.gatehouse.cluster.config.language.Arguments;
import io.gatehouse.cluster.config.language.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What may follow a command behind {@code |}. */
@SuppressWarnings("ImmutableEnumChecker") // records of lists that are copied
enum OutputModifier {
  BEGIN("begin <pattern:line>"),
  COUNT("count <pattern:line>"),
  EXCLUDE("exclude <pattern:line>"),
  INCLUDE("include <pattern:line>"),
  SECTION("section <pattern:line>"),
  JSON("json");

  private final Syntax syntax;

  OutputModifier(String notation) {
    this.syntax = Syntax.of(notation);
  }

  Syntax syntax() {
    return syntax;
  }

  /**
   * The pattern is a regular expression, in which upper and lower case differ.
   *
   * @param text lines that each end with {@code \n}
   * @throws PatternSyntaxException when it is none
   */
  String apply(Arguments arguments, String text) {
    List<String> lines = text.lines().toList();
    return switch (this) {
      case JSON -> text;
      case INCLUDE -> joined(lines.stream().filter(pattern(arguments)).toList());
      case EXCLUDE -> joined(lines.stream().filter(pattern(arguments).negate()).toList());
      case BEGIN -> joined(lines.stream().dropWhile(pattern(arguments).negate()).toList());
      case COUNT -> count(lines.stream().filter(pattern(arguments)).count());
      case SECTION -> joined(sections(lines, pattern(arguments)));
    };
  }

  private static Predicate<String> pattern(Arguments arguments) {
    return Pattern.compile(arguments.required("pattern")).asPredicate();
  }

  private static String count(long lines) {
    return "Number of lines which match regexp = %d\n".formatted(lines);
  }

  /** The lines that match {@code pattern}, with what is indented below them. */
  static String section(String text, String pattern) {
    return joined(sections(text.lines().toList(), Pattern.compile(pattern).asPredicate()));
  }

  /** Lines that match with what is indented below them. */
  private static List<String> sections(List<String> lines, Predicate<String> pattern) {
    List<String> shown = new ArrayList<>();
    int inside = Integer.MAX_VALUE;
    for (String line : lines) {
      int indent = line.length() - line.stripLeading().length();
      if (indent <= inside) {
        inside = pattern.test(line) ? indent : Integer.MAX_VALUE;
      }
      if (inside != Integer.MAX_VALUE) {
        shown.add(line);
      }
    }
    return shown;
  }

  private static String joined(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
