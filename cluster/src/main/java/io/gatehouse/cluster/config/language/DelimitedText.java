package io.gatehouse.cluster.config.language;

/**
 * A text between two delimiters, as IOS writes a banner: any character that the text has not,
 * {@code ^C} when IOS prints it. Without a delimiter in front it is the rest of the line.
 */
final class DelimitedText {

  private static final String PRINTED = "^C";

  private final String delimiter;
  private final StringBuilder text = new StringBuilder();
  private boolean closed;

  private DelimitedText(String delimiter) {
    this.delimiter = delimiter;
  }

  /**
   * @param line from the delimiter on, at least one character
   */
  static DelimitedText of(String line) {
    DelimitedText text = new DelimitedText(delimiter(line));
    text.append(line.substring(text.delimiter.length()));
    return text;
  }

  boolean closed() {
    return closed;
  }

  String delimiter() {
    return delimiter;
  }

  /** Takes the next line; what stands behind the closing delimiter is ignored, as on IOS. */
  void add(String line) {
    text.append('\n');
    append(line);
  }

  /** Without its delimiters, and without the line breaks next to them. */
  String text() {
    return text.toString().strip();
  }

  private void append(String line) {
    int end = delimiter.isEmpty() ? line.length() : line.indexOf(delimiter);
    closed = end >= 0;
    text.append(line, 0, closed ? end : line.length());
  }

  private static String delimiter(String line) {
    if (line.startsWith(PRINTED) && (line.endsWith(PRINTED) || !line.endsWith("^"))) {
      return PRINTED;
    }
    char first = line.charAt(0);
    return Character.isLetterOrDigit(first) ? "" : String.valueOf(first);
  }
}
