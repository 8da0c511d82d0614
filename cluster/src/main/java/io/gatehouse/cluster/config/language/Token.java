package io.gatehouse.cluster.config.language;

/**
 * A word of the configuration, or the rest of a line.
 *
 * @param line from 1
 * @param column from 1
 * @param shown {@code text}, or asterisks for a secret: the only form in which messages quote it
 */
public record Token(String text, int line, int column, String shown) {

  /** Keywords are the same in upper and lower case. */
  public boolean is(String keyword) {
    return text.equalsIgnoreCase(keyword);
  }

  /** The same place, taken for another text than is written there. */
  Token standingFor(String other) {
    return new Token(other, line, column, shown);
  }

  /** The column behind the last character. */
  public int end() {
    return column + text.length();
  }

  @Override
  public String toString() {
    return shown;
  }
}
