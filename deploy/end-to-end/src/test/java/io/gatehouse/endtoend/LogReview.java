package io.gatehouse.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads what a headend printed and was not read before. News is one line that begins with its time
 * and its level; whatever else there is, such as a stack trace or a warning, somebody must have
 * expected.
 */
final class LogReview {
  private static final Pattern NEWS = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ (INFO |DEBUG) .*");
  private static final String FAULT = "Exception";

  /** The JVM itself says so wherever {@code JAVA_TOOL_OPTIONS} is set. */
  private static final String OPTIONS = "Picked up JAVA_TOOL_OPTIONS: ";

  private final List<String> expected = new ArrayList<>();
  private int reviewed;

  /** Lines that contain this text are no fault until the next review. */
  void expect(String text) {
    expected.add(text);
  }

  /** The lines that nobody expected; expectations end with this. */
  List<String> unexpected(String output) {
    int end = output.lastIndexOf('\n') + 1;
    List<String> lines =
        output.substring(Math.min(reviewed, end), end).lines().filter(this::isUnexpected).toList();
    reviewed = end;
    expected.clear();
    return lines;
  }

  private boolean isUnexpected(String line) {
    boolean news = NEWS.matcher(line).matches() && !line.contains(FAULT);
    boolean known = news || line.startsWith(OPTIONS);
    return !known && expected.stream().noneMatch(line::contains);
  }
}
