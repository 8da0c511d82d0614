package io.gatehouse.cluster.config;

/**
 * A mistake in a configuration, or something its author should know.
 *
 * @param file the name of the file as the operator gave it
 * @param line from 1
 * @param column from 1, in UTF-16 units; one behind the last character when something is missing
 *     there
 * @param what is wrong
 * @param expected what would be right; empty when nothing has to be changed
 * @param excerpt the line without its secrets
 */
public record Problem(
    String file, int line, int column, String what, String expected, String excerpt) {

  private static final int SHOWN_CHARACTERS = 120;

  /** {@code file:line:column: what; expected ...}, in one line. */
  public String summary() {
    String where = file + ":" + line + ":" + column + ": ";
    return where + (expected.isEmpty() ? what : what + "; expected " + expected);
  }

  /** The summary, the line, and a caret under the place. */
  @Override
  public String toString() {
    int from = Math.max(0, column - 1 - SHOWN_CHARACTERS / 2);
    from = Math.min(from, Math.max(0, excerpt.length() - SHOWN_CHARACTERS));
    int to = Math.min(excerpt.length(), from + SHOWN_CHARACTERS);
    String shown = excerpt.substring(from, to);
    String indent = shown.substring(0, Math.min(column - 1 - from, shown.length()));
    return summary() + "\n  " + shown + "\n  " + indent.replaceAll("[^\t]", " ") + "^";
  }
}
