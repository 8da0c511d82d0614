package io.gatehouse.cluster.config.archive;

/**
 * A whole configuration that shall take the place of the one that stands.
 *
 * @param base the number of the version that the author saw, and changed
 * @param author who is named in the version
 * @param source what messages about the text begin with: the name of a file, or {@code
 *     running-config}
 * @param text in the language, at most 1 Mi characters
 */
public record Proposal(long base, String author, String source, String text) {

  @Override
  public String toString() {
    return "Proposal(on version " + base + ", by " + author + ", from " + source + ")";
  }
}
