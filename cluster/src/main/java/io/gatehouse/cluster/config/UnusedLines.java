package io.gatehouse.cluster.config;

/**
 * Lines of a configuration that do nothing.
 *
 * @param first from 1
 * @param last the same as {@code first}, unless lines below belong to it
 * @param excerpt the first line or its beginning, without secrets
 * @param reason a clause; empty when a mistake gives it
 */
public record UnusedLines(int first, int last, Relevance relevance, String excerpt, String reason) {

  /** Why lines do nothing. */
  public enum Relevance {
    /** Nothing is lost by it. */
    IRRELEVANT("irrelevant here"),

    /** Something was asked for that is not done: the configuration is not used. */
    NOT_SUPPORTED("not supported");

    private final String words;

    Relevance(String words) {
      this.words = words;
    }
  }

  /** {@code 7-9: irrelevant here: line vty 0 4 (it belongs to the router)}. */
  @Override
  public String toString() {
    String lines = first == last ? Integer.toString(first) : first + "-" + last;
    String why = reason.isEmpty() ? "" : " (" + reason + ")";
    return lines + ": " + relevance.words + ": " + excerpt + why;
  }
}
