package io.gatehouse.cluster.config.language;

import java.util.Collection;
import java.util.List;

/** Puts together what messages say, in bounded length. */
public final class Wording {

  private static final int QUOTED_CHARACTERS = 40;
  private static final int LINE_CHARACTERS = 80;
  private static final int CHOICES = 24;

  private Wording() {}

  /** The token in quotes, unless it is a secret. */
  public static String quote(Token token) {
    return "'" + shortened(token.shown(), QUOTED_CHARACTERS) + "'";
  }

  /** A line or its beginning. */
  static String shortened(String line) {
    return shortened(line, LINE_CHARACTERS);
  }

  private static String shortened(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters) + "...";
  }

  /** {@code a, b or c}. */
  public static String oneOf(Collection<String> choices) {
    List<String> listed = choices.stream().limit(CHOICES).toList();
    if (choices.size() > CHOICES) {
      return String.join(", ", listed) + ", ...";
    }
    return listed.size() < 2
        ? String.join("", listed)
        : String.join(", ", listed.subList(0, listed.size() - 1)) + " or " + listed.getLast();
  }
}
